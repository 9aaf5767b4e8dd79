import { accessKeyKind, isOfSampleFinding, keyIdAsWritten } from '../core/access-key-id.ts';
import type { AffectedIdentity, Reading } from '../core/detection.ts';
import { withoutSecrets } from '../core/printable.ts';
import { asIamWrites } from './affected.ts';
import { cloudTrail } from './cloudtrail.ts';
import type { Envelope, EventSource, FindingIds, ReadDetection } from './event-source.ts';
import { field, text, UnreadableFieldError } from './fields.ts';
import { guardDuty } from './guardduty.ts';
import { health } from './health.ts';
import { report } from './report.ts';
import { securityHub } from './security-hub.ts';
import { securityHubOcsf } from './security-hub-ocsf.ts';
import { trustedAdvisor } from './trusted-advisor.ts';

/** Every source. Rules, docs and tests come from this list. */
export const sources: readonly EventSource[] = [
  guardDuty,
  cloudTrail,
  health,
  securityHub,
  securityHubOcsf,
  trustedAdvisor,
  report,
];

/** Never throws. A person must look at an unreadable event, and a retry would not help. */
export function readDetection(event: unknown): Reading {
  const envelope: Envelope = {
    id: text(event, 'id') ?? 'unknown',
    source: text(event, 'source') ?? 'unknown',
    detailType: text(event, 'detail-type') ?? 'unknown',
    account: text(event, 'account') ?? 'unknown',
    region: text(event, 'region') ?? 'unknown',
    detail: field(event, 'detail'),
  };
  const source = sources.find(({ recognizes }) => recognizes(envelope));
  if (source === undefined) {
    return unreadable('no source of this responder reads it', { event, accessKeyId: undefined });
  }
  try {
    const read = source.read(envelope);
    const affected = asIamWrites(read.affected);
    if (affected.length === 0) throw new UnreadableFieldError('it names no credential');
    const page = source.findingPage(idsOf(read));
    const detection = {
      ...read,
      affected,
      sample: read.sample || affected.some((one) => isOfSampleFinding(keyIn(one) ?? '')),
      source: { id: source.id, name: source.name },
      receivedBy: envelope.account,
      ...(source.coversMembers && { coversMembers: source.coversMembers }),
      replayed: text(event, 'replay-name') !== undefined,
      ...(page !== undefined && { findingPage: page }),
    };
    return { ok: true, detection };
  } catch (error) {
    // A bug in the reader also becomes an alert. If it were thrown, every retry would fail in the same way.
    const why = error instanceof UnreadableFieldError ? error.message : `reading it failed: ${String(error)}`;
    return unreadable(why, { event, accessKeyId: source.accessKeyId(envelope) });
  }
}

function keyIn(one: AffectedIdentity): string | undefined {
  return one.kind === 'user' ? undefined : one.accessKeyId;
}

/** Finding ids are hexadecimal numbers, UUIDs or ARNs. Other text must not become part of an address. */
function idsOf({ findingId = '' }: ReadDetection): FindingIds {
  const isId = /^[\w:/.-]{1,150}$/.test(findingId) && withoutSecrets(findingId) === findingId;
  return isId ? { findingId: encodeURIComponent(findingId) } : {};
}

function unreadable(
  why: string,
  { event, accessKeyId }: { readonly event: unknown; readonly accessKeyId: string | undefined },
): Reading {
  const keyId = keyIdAsWritten(accessKeyId ?? '');
  const problem = {
    why,
    eventId: text(event, 'id'),
    source: text(event, 'source'),
    detailType: text(event, 'detail-type'),
    accountId: text(event, 'account'),
    accessKeyId: accessKeyKind(keyId) === 'malformed' ? undefined : keyId,
  };
  return { ok: false, problem };
}
