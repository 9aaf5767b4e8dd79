/**
 * Writes the generated files from the lists in src/: parts of serverless.yml, stacks/ and docs/, the types
 * of the published schemas, and the golden alerts. test/generated.test.ts and test/golden compare the committed files.
 */

import { writeFileSync } from 'node:fs';
import { generatedFiles, read } from './generated/files.ts';
import { onlyWords } from './help.ts';

onlyWords();
const changed = [...(await generatedFiles())].filter(([path, text]) => read(path) !== text);
for (const [path, text] of changed) {
  writeFileSync(new URL(`../${path}`, import.meta.url), text);
  process.stdout.write(`written: ${path}\n`);
}
// A second round: the types come from the schemas that the first round wrote.
const again = [...(await generatedFiles())].filter(([path, text]) => read(path) !== text);
for (const [path, text] of again) writeFileSync(new URL(`../${path}`, import.meta.url), text);
await import('./golden.ts');
