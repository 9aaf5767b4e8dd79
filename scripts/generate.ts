/**
 * Writes what follows from the lists in src/: parts of serverless.yml, stacks/member-role.yml and docs/, the types of the
 * published schemas, and the golden alerts. test/generated.test.ts and test/golden hold the committed files to it.
 */
import { writeFileSync } from 'node:fs';
import { generatedFiles, read } from './generated/files.ts';

const changed = [...(await generatedFiles())].filter(([path, text]) => read(path) !== text);
for (const [path, text] of changed) {
  writeFileSync(new URL(`../${path}`, import.meta.url), text);
  process.stdout.write(`written: ${path}\n`);
}
// The types of the schemas come from the schemas that were just written.
const again = [...(await generatedFiles())].filter(([path, text]) => read(path) !== text);
for (const [path, text] of again) writeFileSync(new URL(`../${path}`, import.meta.url), text);
await import('./golden.ts');
