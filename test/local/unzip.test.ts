import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { unzip } from '../../local/lambda/unzip.ts';
import { zipOf } from './zip.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unzip-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function unpack(zip: Buffer): string {
  const file = join(folder, 'a.zip');
  writeFileSync(file, zip);
  unzip(file, join(folder, 'out'));
  return join(folder, 'out');
}

it('unpacks compressed and stored files, in folders', () => {
  const long = 'long '.repeat(10_000);
  const out = unpack(
    zipOf({ 'dist/a.mjs': long, 'dist/chunks/b.mjs': 'grüße', empty: '' }, ['dist/chunks/b.mjs']),
  );
  expect(readFileSync(join(out, 'dist/a.mjs'), 'utf8')).toBe(long);
  expect(readFileSync(join(out, 'dist/chunks/b.mjs'), 'utf8')).toBe('grüße');
  expect(readFileSync(join(out, 'empty'), 'utf8')).toBe('');
});

it.each(['../outside', '/outside', 'a/../../outside'])('refuses the name %s', (name) => {
  expect(() => unpack(zipOf({ [name]: 'x' }))).toThrow('would leave the folder');
});

it('refuses a file that is no zip', () => {
  expect(() => unpack(Buffer.from('text'))).toThrow('is no zip');
});
