import { rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';

/**
 * Puts what the entry needs at once into its own file. esbuild splits that into a chunk for each group of dynamic imports that
 * shares it: twenty small files, and at a cold start each is found, read and linked before anything runs. What is loaded later
 * takes it from the entry, so that every module still exists once.
 */
export async function joinEntry(metafile: Metafile, options: BuildOptions): Promise<void> {
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [resolve(path), output]));
  const [entry] = [...outputs].find(([, { entryPoint }]) => entryPoint?.startsWith('handlers/')) ?? [];
  if (entry === undefined) throw new RangeError('the bundle has no entry');
  const atOnce = staticImportsOf(entry, outputs);
  const chunks = [...outputs.keys()].filter((path) => path.endsWith('.mjs') && path !== entry);
  const exportsOf = (path: string) => outputs.get(path)?.exports ?? [];
  const nameIn = (path: string, name: string) => `${name}_${atOnce.indexOf(path)}`;
  const again = {
    bundle: true,
    format: 'esm',
    platform: 'node',
    minify: true,
    sourcemap: true,
    sourcesContent: false,
    allowOverwrite: true,
    target: options.target ?? 'node24',
    legalComments: 'none',
  } as const satisfies BuildOptions;

  const lists = atOnce.map((path) => {
    const names = exportsOf(path).map((name) => `${name} as ${nameIn(path, name)}`);
    return `export { ${names.join(', ')} } from './chunks/${basename(path)}';`;
  });
  const own = `export { ${exportsOf(entry).join(', ')} } from './${basename(entry)}';`;
  await build({
    ...again,
    stdin: { contents: [own, ...lists].join('\n'), resolveDir: dirname(entry) },
    outfile: entry,
    plugins: [laterChunks('./chunks/')],
  });
  const later = chunks.filter((path) => !atOnce.includes(path));
  await build({
    ...again,
    entryPoints: later,
    outdir: join(dirname(entry), 'chunks'),
    outExtension: { '.js': '.mjs' },
    plugins: [
      fromEntry(
        (path) => {
          if (path === entry) return exportsOf(path).map((name) => `${name} as ${name}`);
          if (!atOnce.includes(path)) return undefined;
          return exportsOf(path).map((name) => `${nameIn(path, name)} as ${name}`);
        },
        `../${basename(entry)}`,
      ),
      laterChunks('./'),
    ],
  });
  for (const path of atOnce) for (const file of [path, `${path}.map`]) rmSync(file);
}

function staticImportsOf(entry: string, outputs: ReadonlyMap<string, Metafile['outputs'][string]>) {
  const found = new Set<string>();
  const walk = (path: string): void => {
    for (const { kind, path: imported } of outputs.get(path)?.imports ?? []) {
      const file = resolve(imported);
      if (kind !== 'import-statement' || !outputs.has(file) || found.has(file)) continue;
      found.add(file);
      walk(file);
    }
  };
  walk(entry);
  return [...found];
}

/** A chunk of its own, as before. */
function laterChunks(folder: string): Plugin {
  return {
    name: 'later-chunks',
    setup({ onResolve }) {
      onResolve({ filter: /^\.{1,2}\// }, ({ path, kind }) =>
        kind === 'dynamic-import' || (folder === './' && kind === 'import-statement')
          ? { path: `${folder}${basename(path)}`, external: true }
          : undefined,
      );
    },
  };
}

/** @param names what the entry exports in place of a chunk that it has taken in: `a_3 as a`. */
function fromEntry(names: (path: string) => readonly string[] | undefined, entry: string): Plugin {
  return {
    name: 'from-entry',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir, namespace }) => {
        if (namespace === 'entry') return { path, external: true };
        const file = resolve(resolveDir, path);
        // Its name alone, so that no file has the path of the folder in which it was built.
        return names(file) === undefined
          ? undefined
          : { path: basename(file), pluginData: file, namespace: 'entry' };
      });
      onLoad({ filter: /.*/, namespace: 'entry' }, ({ pluginData: file }) => ({
        contents: `export { ${names(file)?.join(', ')} } from '${entry}';`,
      }));
    },
  };
}
