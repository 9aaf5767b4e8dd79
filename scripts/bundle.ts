/** Bundles each handler into dist/<name>/: one ESM entry, and chunks that are loaded when needed. */

import { readdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import packageJson from '../package.json' with { type: 'json' };
import { bundleOptions } from './bundle-options.ts';
import { onlyWords } from './help.ts';
import { joinEntry } from './one-entry.ts';

onlyWords();
const handlers = readdirSync('handlers').map((file) => file.replace(/\.ts$/, ''));

rmSync('dist', { recursive: true, force: true });
await Promise.all(
  handlers.map(async (name) => {
    const options = {
      ...bundleOptions,
      entryPoints: { [name]: `handlers/${name}.ts` },
      outdir: `dist/${name}`,
      define: { RESPONDER_VERSION: JSON.stringify(packageJson.version) },
      metafile: true,
    } as const;
    const { metafile } = await build(options);
    await joinEntry(metafile, options);
  }),
);
