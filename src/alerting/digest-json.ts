import { type Digest, digestTitle, STORM } from './digest-model.ts';
import type { AlertMessage } from './machine-schema.ts';

/** The digest for machines: an alert about the storm, with its credentials. */
export function digestJson(digest: Digest): AlertMessage {
  const { dedupKey, members, total, part, over, worst, place, sentAt, settings } = digest;
  return {
    schemaVersion: '1.0',
    kind: 'access-key-alert',
    alertId: `${dedupKey.split(':').at(-1)}/${total}${over ? '/over' : ''}${part === undefined ? '' : `/${part}`}`,
    dedupKey,
    state: worst.state,
    reason: STORM,
    severity: worst.severity,
    page: !over,
    title: digestTitle(digest),
    sentAt: sentAt.toISOString(),
    account: { id: place.accountId, partition: place.partition },
    key: { statusNow: 'unknown', lastUsed: 'unknown' },
    digest: { over, total, ...(part !== undefined && { part }), credentials: [...members] },
    links: {},
    responder: { version: settings.version, mode: settings.policy.contain },
  };
}
