/** Bundles each handler into dist/<name>/: one ESM entry, and chunks that are loaded when needed. */
import { readdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import packageJson from '../package.json' with { type: 'json' };
import { bundleOptions } from './bundle-options.ts';

const handlers = readdirSync('handlers').map((file) => file.replace(/\.ts$/, ''));

rmSync('dist', { recursive: true, force: true });
await Promise.all(
  handlers.map((name) =>
    build({
      ...bundleOptions,
      entryPoints: { [name]: `handlers/${name}.ts` },
      outdir: `dist/${name}`,
      define: { RESPONDER_VERSION: JSON.stringify(packageJson.version) },
    }),
  ),
);
