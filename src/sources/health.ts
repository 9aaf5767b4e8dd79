import { accessKeyKind, isUserName, keyIdAsWritten } from '../core/access-key-id.ts';
import type { AffectedCredential, Principal } from '../core/detection.ts';
import type { Envelope, EventSource, ReadDetection } from './event-source.ts';
import { field, list, present, requireAccountId, requireText, text } from './fields.ts';
import { principalOfArn } from './principal.ts';

/**
 * AWS found the key in public, or saw somebody else use it. AWS's page: Health user guide, "AWS Health events Amazon
 * EventBridge schema".
 */
export const health: EventSource = {
  id: 'health',
  name: 'AWS Health',
  rules: [
    {
      id: 'CredentialRiskRule',
      description: 'AWS Health found a key in public, or saw somebody else use it.',
      bus: 'default',
      pattern: () => pattern,
    },
  ],
  coversMembers: true,
  recognizes: ({ source, detailType }) => source === 'aws.health' && DETAIL_TYPES.includes(detailType),
  read: readHealthEvent,
  accessKeyId: ({ detail }) =>
    list(detail, 'affectedEntities').flatMap(keysOrText).find(isKeyId) ??
    text(detail, 'eventMetadata', 'publicKey'),
  // Health's dashboard has its own address, which is known only for the commercial partition.
  findingPage: () => ({ commercialAddress: 'https://health.aws.amazon.com/health/home#/account/event-log' }),
  examples: ['health-credentials-exposed', 'health-credentials-compromised', 'health-organization-view'],
};

const DETAIL_TYPES = ['AWS Health Event', 'AWS Health Abuse Event'];

/** Only the code decides, because AWS's samples disagree about the `service` of these events. */
const pattern = {
  source: ['aws.health'],
  'detail-type': DETAIL_TYPES,
  detail: { eventTypeCode: [{ prefix: 'AWS_RISK_' }] },
};

function readHealthEvent({ id, account, region, detail }: Envelope): ReadDetection {
  const accountId = accountOf(detail) ?? requireAccountId({ account }, 'account');
  return {
    type: requireText(detail, 'eventTypeCode'),
    eventId: id,
    ...present({ findingId: text(detail, 'eventArn') }),
    accountId,
    region: text(detail, 'eventRegion') ?? region,
    affected: readAffected(detail, accountId),
    sample: false,
    update: false,
    archived: text(detail, 'statusCode') === 'closed',
    evidence: present({
      title: text(list(detail, 'eventDescription')[0], 'latestDescription'),
      firstSeen: text(detail, 'startTime'),
      lastSeen: text(detail, 'lastUpdatedTime'),
      url: text(detail, 'eventMetadata', 'exposedUrl'),
    }),
  };
}

/** With the organizational view the envelope has the management account. Real events hold other text here, too. */
function accountOf(detail: unknown): string | undefined {
  return /^\d{12}$/.exec(text(detail, 'affectedAccount') ?? '')?.[0];
}

/**
 * Every affected entity should be a key id. If it is something else, such as the ARN of a user, its tags may name the key.
 * If no entity names one, the metadata may, or the event names no key.
 */
function readAffected(detail: unknown, accountId: string): readonly AffectedCredential[] {
  const all = list(detail, 'affectedEntities');
  const entities = all.flatMap(keysOrText);
  const publicKey = text(detail, 'eventMetadata', 'publicKey');
  const named = entities.some(isKeyId) || publicKey === undefined ? [] : [publicKey];
  const credentials =
    named.length > 0 ? named.map(credentialOf) : all.flatMap((entity) => inEntity(entity, accountId));
  return (credentials.length > 0 ? credentials : [credentialOf(undefined)]).map((one) => ({
    ...one,
    accountId,
  }));
}

function inEntity(entity: unknown, accountId: string): readonly ReturnType<typeof credentialOf>[] {
  const written = text(entity, 'entityValue') ?? '';
  const owner = isKeyId(written) ? undefined : ownerIn(written, accountId);
  return keysOrText(entity).map((key) =>
    owner === undefined || accessKeyKind(keyIdAsWritten(key)) !== 'long-term'
      ? credentialOf(key)
      : { ...credentialOf(key), principal: owner, inTag: true },
  );
}

/** The user whom an entity is, by the ARN or the name. */
function ownerIn(written: string, accountId: string): Principal | undefined {
  const principal = principalOfArn(written, accountId);
  if (principal !== undefined) return principal;
  return isUserName(written) && written !== 'UNKNOWN' ? { type: 'IAMUser', userName: written } : undefined;
}

function credentialOf(accessKeyId: string | undefined): Omit<AffectedCredential, 'accountId'> {
  return {
    ...{ kind: 'credential', signal: 'finding', accessKeyId },
    // Only the key is certain. IAM is asked for the owner, because the user name in the metadata may be wrong.
    principal: { type: 'Unknown' },
  };
}

/**
 * IAM's console stores the description of a key as a tag of the user, under the key's id. Other tools write the id as the
 * value. IAM user guide, "Manage access keys".
 */
function keysOrText(entity: unknown): readonly string[] {
  const written = text(entity, 'entityValue');
  if (written !== undefined && isKeyId(written)) return [written];
  const tags = Object.entries(field(entity, 'tags') ?? {}).flat();
  const inTags = tags.filter((tag) => typeof tag === 'string' && isKeyId(tag));
  if (inTags.length > 0) return inTags;
  return written === undefined ? [] : [written];
}

function isKeyId(entity: string): boolean {
  return accessKeyKind(keyIdAsWritten(entity)) !== 'malformed';
}
