import type { PublishedMessage } from '../../local/aws/sns.ts';
import { field, list, text } from '../../src/sources/fields.ts';
import { ACCOUNT } from './cast.ts';

/** What one alert or page says of one key. */
export interface Said {
  readonly key: string;
  /** `NOT CONTAINED (EXEMPT)`: the first words. */
  readonly heading: string;
  readonly title: string;
  readonly eventId: string;
  readonly reason: string;
  readonly sentAt: string;
  readonly json: unknown;
}

export interface Message {
  readonly channel: 'mail' | 'evidence' | 'page opened' | 'page closed';
  /** The credential of the headline, then the others. */
  readonly says: readonly Said[];
  readonly isDigest: boolean;
  readonly email: string;
}

export function messageOf({
  topicArn,
  attributes,
  subject = '',
  message,
  bodies,
}: PublishedMessage): Message {
  const isPage = topicArn.endsWith(':pager');
  const json: unknown = JSON.parse(isPage ? message : bodies.sqs);
  const opened = subject.startsWith('ALARM') ? 'page opened' : 'page closed';
  return {
    channel: isPage ? opened : attributes['audience'] === 'change' ? 'mail' : 'evidence',
    says: saidIn(json),
    isDigest: field(json, 'digest') !== undefined,
    email: bodies.email,
  };
}

export function saidIn(json: unknown): readonly Said[] {
  return [json, ...list(json, 'others')].map((one) => ({
    key: text(one, 'dedupKey')?.replace(`akr:aws:${ACCOUNT}:`, '') ?? '',
    heading: text(one, 'title')?.split(': ')[0] ?? '',
    title: text(one, 'title') ?? '',
    eventId: text(one, 'alertId') ?? '',
    reason: text(one, 'reason') ?? '',
    sentAt: text(one, 'sentAt') ?? '',
    json: one,
  }));
}

/** @param statusOf what IAM shows while SNS is asked to publish this. @returns what is not so. */
export function contradictions(
  { key, heading, title, json }: Said,
  statusOf: (accessKeyId: string) => string | undefined,
): readonly string[] {
  if (!key.startsWith('AKIA') || field(json, 'digest') !== undefined) return [];
  const status = statusOf(key) ?? 'gone';
  const statusNow = text(json, 'key', 'statusNow');
  const stopped = status !== 'Active';
  const claims: readonly (readonly [string, boolean])[] = [
    [
      'it is headed as if the key were stopped',
      stopped || !/^(?:PARTLY CONTAINED|CONTAINED|RESOLVED)/.test(heading),
    ],
    [
      'it says that the key is Inactive',
      status === 'Inactive' || !/ is Inactive| was set Inactive by/.test(title),
    ],
    [
      'it says that the key is Active',
      status === 'Active' || !/ IS STILL ACTIVE| is Active again/.test(title),
    ],
    [
      'it says that the key is gone',
      status === 'gone' || !/ does not exist any more| was deleted by/.test(title),
    ],
    [`it says statusNow ${statusNow}`, statusNow === status || statusNow === 'unknown'],
    ...list(json, 'userKeys').map((one) => {
      const [id = '', listed = ''] = [text(one, 'accessKeyId'), text(one, 'status')];
      return [`it lists ${id} ${listed}`, statusOf(id) === listed] as const;
    }),
  ];
  return claims.flatMap(([claim, isSo]) => (isSo ? [] : [`${claim}, which reads ${status}: ${title}`]));
}

/** The commands of an alert, of one kind. */
export function commandsIn(json: unknown, kind: 'contain' | 'undo'): readonly (readonly string[])[] {
  return list(json, 'commands').flatMap((one) =>
    text(one, 'kind') === kind ? [list(one, 'argv').map(String)] : [],
  );
}
