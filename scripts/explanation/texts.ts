import type { RequestRecord } from '../../local/aws/request-log.ts';
import type { PublishedMessage } from '../../local/aws/sns.ts';
import { parseObject } from '../../local/json-object.ts';
import { text } from '../../src/sources/fields.ts';

/** The parameters that say what a call is about. */
const SHOWN = [
  ...['RoleArn', 'UserName', 'RoleName', 'AccessKeyId', 'ServiceSpecificCredentialId', 'SSHPublicKeyId'],
  ...['CertificateId', 'PolicyArn', 'PermissionsBoundary', 'PolicyName', 'Status', 'TableName', 'QueueUrl'],
];

export function callInWords({ service, action, params, status, errorCode }: RequestRecord): string {
  const about = SHOWN.flatMap((name) => text(params, name) ?? []);
  const topic = text(params, 'TopicArn')?.split(':').at(-1) ?? [];
  const end = status !== undefined && status < 300 ? [] : [`(${errorCode ?? status ?? 'no answer'})`];
  return [`${service}:${action}`.padEnd(34), ...about, ...[topic].flat(), ...end].join(' ').trimEnd();
}

/** A message of a topic, as each kind of subscriber gets it. The JSON for machines is in docs/schemas. */
export function alertInWords({ topicArn, subject, bodies, attributes }: PublishedMessage): readonly string[] {
  const topic = topicArn.split(':').at(-1) ?? '';
  const head = [`${topic}, subject: ${subject ?? 'none'}`];
  if (attributes['audience'] === 'heartbeat')
    return [...head, ...quoted('whoever takes all that is published', bodies.email)];
  // A pager gets the form of CloudWatch's alarms, whatever its protocol.
  if (bodies.email === bodies.https) return [...head, ...quoted('pager', bodies.https)];
  return [
    ...head,
    ...quoted('e-mail', bodies.email),
    ...quoted('SMS', bodies.sms),
    ...quoted('chat (Slack, Teams)', chatIn(bodies.https)),
  ];
}

function chatIn(notification: string): string {
  const content = parseObject(notification)?.['content'];
  const parts = [text(content, 'title'), text(content, 'description')];
  return parts.every((part) => part === undefined) ? notification : parts.join('\n');
}

/** What was read of the account, which nobody knows here: its facts are those that were assumed. */
const READ =
  /\bread \d{4}-\d\d-\d\d|^read back from IAM|^KEY .*, made \d|\b(?:last|never) used\b|\(no alias\)/i;

/** `?` stands before a line that says what was only assumed. */
function quoted(channel: string, body: string): readonly string[] {
  const lines = body.split('\n').map((line) => `${READ.test(line) ? '?' : '|'} ${line}`.trimEnd());
  return [`${channel}:`, ...lines];
}
