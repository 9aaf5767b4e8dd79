import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };

interface Component {
  readonly 'bom-ref': string;
}

/**
 * What is in the zips, as `npm sbom` describes it (CycloneDX). Of its own accord npm leaves out a package that a development
 * dependency needs as well (`--omit=dev`), or lists them all, so the source maps of the bundles decide.
 */
export function billOfMaterials(distFolder: string, seconds: number): string {
  const words = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only'];
  const { status, stdout, stderr } = spawnSync('npm', words, { encoding: 'utf8', maxBuffer: 1 << 27 });
  if (status !== 0) throw new Error(`npm sbom failed: ${stderr}`);
  const bill = JSON.parse(stdout);
  const bundled = bundledPackages(distFolder);
  const components = bill.components.filter((one: Component) => bundled.has(one['bom-ref']));
  const missing = [...bundled].filter((ref) => !components.some((one: Component) => one['bom-ref'] === ref));
  if (missing.length > 0) throw new Error(`npm sbom knows nothing of ${missing.join(', ')}`);
  const own = bill.metadata.component['bom-ref'];
  const content = {
    ...bill,
    metadata: {
      timestamp: new Date(seconds * 1000).toISOString(),
      lifecycles: [{ phase: 'build' }],
      // The name would be that of the folder, and another npm would have another version.
      component: { ...bill.metadata.component, name: packageJson.name },
    },
    components,
    dependencies: bill.dependencies
      .filter(({ ref }: { ref: string }) => ref === own || bundled.has(ref))
      .map(({ ref, dependsOn }: { ref: string; dependsOn: readonly string[] }) => ({
        ref,
        dependsOn: dependsOn.filter((one) => bundled.has(one)),
      })),
  };
  return `${JSON.stringify({ ...content, serialNumber: serialNumberOf(content) }, undefined, 2)}\n`;
}

/** `name@version` of every package that has a part in a bundle. */
function bundledPackages(distFolder: string): ReadonlySet<string> {
  const maps = readdirSync(distFolder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.map'),
  );
  const sources = maps.flatMap(
    (file): readonly string[] => JSON.parse(readFileSync(join(distFolder, file), 'utf8')).sources,
  );
  const folders = sources.flatMap(
    (source) =>
      /^.*?(node_modules\/.*\/?node_modules\/|node_modules\/)((?:@[^/]+\/)?[^/]+)\//
        .exec(source)
        ?.slice(1, 3)
        .join('') ?? [],
  );
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  return new Set(
    folders.map((folder) => {
      const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return `${name}@${packages[folder]?.version}`;
    }),
  );
}

/** A number of its own for each content, and the same for the same. */
function serialNumberOf(content: object): string {
  const { serialNumber, ...others } = content as { serialNumber?: string };
  const hash = createHash('sha256').update(JSON.stringify(others)).digest('hex');
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`];
  return `urn:uuid:${[...parts, hash.slice(20, 32)].join('-')}`;
}
