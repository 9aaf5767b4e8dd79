import type { Aws } from '../local/aws.ts';

/** How often people were told of each key. The digests of a storm count once for each key in them. */
export function mailsPerKey({ published }: Pick<Aws, 'published'>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const digested = new Set<string>();
  for (const { topicArn, bodies, attributes } of published) {
    if (!topicArn.endsWith(':alerts') || attributes['audience'] !== 'change') continue;
    const { digest, reason, key } = JSON.parse(bodies.sqs);
    const members: readonly { readonly accessKeyId?: string }[] = digest?.credentials ?? [];
    for (const { accessKeyId = '' } of members) digested.add(accessKeyId);
    if (reason !== 'storm') counts.set(key?.id, (counts.get(key?.id) ?? 0) + 1);
  }
  for (const id of digested) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
