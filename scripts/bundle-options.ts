import type { BuildOptions } from 'esbuild';
import { ownCopy } from './own-copy.ts';

/**
 * The bundling of all code that runs in Lambda. `splitting` keeps clients out of the entry if they are not needed before
 * the key is Inactive.
 */
export const bundleOptions = {
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // Without this esbuild picks the SDK's CommonJS files, and the bundle fails on require() when it loads.
  mainFields: ['module', 'main'],
  alias: {
    '@aws-sdk/credential-provider-node': './scripts/no-credential-chain.ts',
    bowser: './scripts/no-browser.ts',
    'node:timers': './scripts/global-timers.ts',
  },
  plugins: [ownCopy],
  minify: true,
  sourcemap: true,
  sourcesContent: false,
  // A copy of the project with a link to its node_modules gives the same bytes, in the source maps too.
  preserveSymlinks: true,
  legalComments: 'none',
} satisfies BuildOptions;
