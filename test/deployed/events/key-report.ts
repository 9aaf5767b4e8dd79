import type { User } from '../users.ts';
import { type AwsEvent, envelope } from './envelope.ts';

/** A report names a key and no user. */
export function keyReport({ accountId, keys }: User): AwsEvent {
  return credentialReport({ accessKeyId: keys[0].accessKeyId, accountId });
}

/** @param named what the reporter knows of it. */
export function credentialReport(named: Readonly<Record<string, string>>): AwsEvent {
  return envelope('compromised-key-responder.report', 'Compromised Access Key Report', {
    ...named,
    reason: 'found in a public repository',
    reportedBy: 'secret scanning',
    url: 'https://example.com/alerts/17',
  });
}
