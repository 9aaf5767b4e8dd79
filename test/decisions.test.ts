import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const folder = new URL('../docs/decisions/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, folder), 'utf8');
const records = readdirSync(folder).filter((file) => file !== 'README.md');

test('the records are numbered from 0001 without a gap', () => {
  const expected = records.map((_, index) => String(index + 1).padStart(4, '0'));
  expect(records.length).toBeGreaterThan(0);
  expect(records.map((file) => file.slice(0, 4))).toEqual(expected);
  for (const file of records) expect(file).toMatch(/^\d{4}(-[a-z\d]+)+\.md$/);
});

test.each(records)('%s says its status and date, what was decided, why, and what follows', (file) => {
  const record = read(file);
  expect(record).toMatch(new RegExp(`^# ${file.slice(0, 4)} .+\n\n- Status: .+\n- Date: \\d{4}-\\d{2}\n`));
  expect(record).toMatch(/^- Status: (?:accepted|superseded by \[\d{4}\]\(\d{4}-[a-z\d-]+\.md\))$/m);
  const parts = record.split(/^## /m).slice(1);
  expect(parts.map((part) => part.slice(0, part.indexOf('\n')))).toEqual(['What', 'Why', 'Consequences']);
  for (const part of parts) expect(part.trim()).toMatch(/\n\n./);
});

test('the index has every record under its own title, in order, with one line about it', () => {
  const titles = records.map((file) => [/^# (.+)$/m.exec(read(file))?.[1], file]);
  const rows = [...read('README.md').matchAll(/^\| \[(.+)\]\((.+)\) \| \S.* \|$/gm)];
  expect(rows.map(([, title, file]) => [title, file])).toEqual(titles);
});
