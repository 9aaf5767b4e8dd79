import type { BuildOptions } from 'esbuild';

/**
 * How everything that runs in Lambda is bundled. `splitting` keeps the clients that are not needed before the key is
 * Inactive out of the entry.
 */
export const bundleOptions = {
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // Without this esbuild picks the SDK's CommonJS files, and the bundle dies on require() at its first load.
  mainFields: ['module', 'main'],
  alias: {
    '@aws-sdk/credential-provider-node': './scripts/no-credential-chain.ts',
    bowser: './scripts/no-browser.ts',
  },
  minify: true,
  sourcemap: true,
  sourcesContent: false,
  legalComments: 'none',
} satisfies BuildOptions;
