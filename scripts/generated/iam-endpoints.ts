import { IAMClient } from '@aws-sdk/client-iam';

/** The SDK exports a lookup of one Region, and not this list. */
const PARTITIONS: string =
  '../../node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js';

interface Partition {
  readonly id: string;
  readonly regionRegex: string;
  readonly outputs: { readonly implicitGlobalRegion: string };
  readonly regions: Readonly<Record<string, unknown>>;
}

const { partitionsInfo }: { readonly partitionsInfo: { readonly partitions: readonly Partition[] } } =
  await import(PARTITIONS);

/** What the SDK's client would resolve, in each partition: src/containment/iam-endpoints.ts. */
export function iamEndpointsFile(): string {
  const rows = partitionsInfo.partitions.map(({ regionRegex, outputs }) => {
    const { url, signingRegion } = resolvedBySdk(outputs.implicitGlobalRegion);
    return `{ regions: /${regionRegex}/, endpoint: '${url}', signingRegion: '${signingRegion}' },`;
  });
  return `/** Written by \`npm run generate\` from the partitions of the SDK. */
export const iamEndpoints: readonly {
  readonly regions: RegExp;
  readonly endpoint: string;
  readonly signingRegion: string;
}[] = [${rows.join('\n')}];
`;
}

/** Every Region that the SDK names, by its partition. */
export const regionsOfSdk: readonly { readonly partition: string; readonly region: string }[] =
  partitionsInfo.partitions.flatMap(({ id, regions }) =>
    Object.keys(regions)
      // Names such as aws-global: no function runs there.
      .filter((region) => /-\d+$/.test(region))
      .map((region) => ({ partition: id, region })),
  );

export function resolvedBySdk(region: string): { readonly url: string; readonly signingRegion: unknown } {
  const resolve = new IAMClient({ region }).config.endpointProvider;
  const { url, properties } = resolve({ Region: region, UseFIPS: false, UseDualStack: false }, {});
  const [scheme] = (properties?.['authSchemes'] ?? []) as readonly { readonly signingRegion?: string }[];
  return { url: url.href, signingRegion: scheme?.signingRegion };
}
