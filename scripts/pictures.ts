/** Draws docs/pictures from the golden files; test/pictures.test.ts holds the committed pictures to them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { pictures } from './pictures/all.ts';

const folder = new URL('../docs/pictures/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [file, text] of pictures()) writeFileSync(new URL(file, folder), text);
