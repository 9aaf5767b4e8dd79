/**
 * Bundles each handler into dist/<name>/: one ESM entry, plus chunks for what is loaded only when needed.
 * `splitting` keeps the credential providers that a Lambda never uses, and the clients that are not needed
 * before the key is Inactive, out of the entry.
 */
import { readdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import packageJson from '../package.json' with { type: 'json' };

const handlers = readdirSync('handlers').map((file) => file.replace(/\.ts$/, ''));

rmSync('dist', { recursive: true, force: true });
await Promise.all(
  handlers.map((name) =>
    build({
      entryPoints: { [name]: `handlers/${name}.ts` },
      outdir: `dist/${name}`,
      outExtension: { '.js': '.mjs' },
      chunkNames: 'chunks/[name]-[hash]',
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      // Without this esbuild picks the SDK's CommonJS files, and the bundle dies on require() at its first load.
      mainFields: ['module', 'main'],
      alias: { '@aws-sdk/credential-provider-node': './scripts/no-credential-chain.ts' },
      minify: true,
      sourcemap: true,
      sourcesContent: false,
      legalComments: 'none',
      define: { RESPONDER_VERSION: JSON.stringify(packageJson.version) },
    }),
  ),
);
