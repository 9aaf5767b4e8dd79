/** Writes the golden files of test/golden and the alert of the README with the present code, and prints which of them changed. */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { committedFiles, composedFiles } from '../test/golden/files.ts';
import { onlyWords } from './help.ts';

onlyWords();
const composed = await composedFiles();
const committed = committedFiles();
const location = (file: string) => new URL(`../test/golden/${file}`, import.meta.url).pathname;

const changed = [...composed].filter(([file, text]) => committed.get(file) !== text);
for (const [file, text] of changed) {
  mkdirSync(dirname(location(file)), { recursive: true });
  writeFileSync(location(file), text);
  console.log(`${committed.has(file) ? 'changed' : 'new    '} test/golden/${file}`);
}

const left = [...committed.keys()].filter((file) => !composed.has(file));
for (const file of left) {
  rmSync(location(file));
  console.log(`removed test/golden/${file}`);
}
const [, shown = ''] =
  /===== email =====\n([\s\S]*?)\n\n=====/.exec(composed.get('cases/contained.txt') ?? '') ?? [];
const readme = new URL('../README.md', import.meta.url);
const text = readFileSync(readme, 'utf8');
writeFileSync(
  readme,
  text.replace(/^```text\n[\s\S]*?^```$/m, () => `\`\`\`text\n${shown}\n\`\`\``),
);
console.log(`${composed.size} golden files, ${changed.length + left.length} of them changed`);
