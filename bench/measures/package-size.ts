import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Measurement, Surroundings } from '../measurement.ts';
import { entryOf, PACKAGE_FOLDER } from '../subjects.ts';

/** What Lambda fetches, and what Node reads, for each function. */
export function weighPackages({ subjects }: Surroundings): Measurement {
  const rows = subjects.stack.functions.map((description) => {
    const taskRoot = join(subjects.folder, description.logicalId);
    const scripts = readdirSync(taskRoot, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.mjs'))
      .map((file) => join(taskRoot, file));
    const bytes = [
      sizeOf(join(PACKAGE_FOLDER, description.zip)),
      sizeOf(entryOf(description, subjects.folder)),
      scripts.map(sizeOf).reduce((sum, size) => sum + size, 0),
    ];
    return {
      measured: `${basename(description.zip)}: the zip / its entry / all its JavaScript, KB`,
      responder: bytes.map((size) => (size / 1000).toFixed(0)).join(' / '),
    };
  });
  return { rows, problems: [] };
}

function sizeOf(file: string): number {
  return statSync(file).size;
}
