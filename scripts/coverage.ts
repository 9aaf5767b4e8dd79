/** Writes docs/coverage.md from the code's own tables; test/docs-coverage.test.ts holds the committed file to them. */
import { writeFileSync } from 'node:fs';
import { coverage } from './coverage-tables/page.ts';

writeFileSync(new URL('../docs/coverage.md', import.meta.url), await coverage());
