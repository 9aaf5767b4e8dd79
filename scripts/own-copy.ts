import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { Plugin } from 'esbuild';

const namespace = 'own-copy';

/**
 * Gives the entry a copy of its own of the signer. esbuild puts a file that both the entry and a client
 * of AWS need into a chunk with everything that this file imports, whether the entry uses it or not. So 16 KB for the first
 * shot would load 83 KB of the SDK at each cold start.
 */
export const ownCopy: Plugin = {
  name: namespace,
  setup(build) {
    build.onResolve(
      { filter: /./ },
      async ({ path, importer, resolveDir, kind, namespace: from, pluginData }) => {
        const ours =
          from === namespace || (path === '@smithy/signature-v4' && !importer.includes('/node_modules/'));
        if (pluginData === namespace || !ours) return undefined;
        const found = await build.resolve(path, { importer, resolveDir, kind, pluginData: namespace });
        // The source map has this path: an absolute one would differ from folder to folder.
        return found.external ? found : { ...found, namespace, path: relative('.', found.path) };
      },
    );
    build.onLoad({ filter: /./, namespace }, ({ path }) => ({
      contents: readFileSync(path, 'utf8'),
      resolveDir: dirname(resolve(path)),
    }));
  },
};
