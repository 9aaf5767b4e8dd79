import { setTimeout } from 'node:timers/promises';
import { styleText } from 'node:util';
import type { AccessKey } from '../../local/aws/access-key.ts';
import type { BusEvent } from '../../local/aws/event-bridge.ts';
import type { RequestRecord } from '../../local/aws/request-log.ts';
import type { PublishedMessage } from '../../local/aws/sns.ts';
import { clientConfig } from '../../local/client-config.ts';
import type { LocalStack } from '../../local/stack.ts';
import { type Theft, useStolenKey } from '../../local/thief.ts';
import type { AffectedIdentity } from '../../src/core/detection.ts';
import { printable } from '../../src/core/printable.ts';
import { eventsIn } from '../../src/sources/events-in.ts';
import { text } from '../../src/sources/fields.ts';
import { readDetection } from '../../src/sources/index.ts';
import { arrange } from '../explanation/account.ts';
import { busOf } from '../explanation/rules.ts';
import { callInWords } from '../explanation/texts.ts';

export interface Played {
  /** The key that the thief used. */
  readonly key: AccessKey | undefined;
  /** AWS's code for the refusal. */
  readonly refusal: string | undefined;
  readonly alerts: readonly PublishedMessage[];
  /** The function ended without an error, or no rule matched. */
  readonly ended: boolean;
}

/** Delivers one event to the packaged stack, in an account where whoever it names exists, and says what happens. */
export async function play(
  event: BusEvent,
  stack: LocalStack,
  { memberRoleName }: { readonly memberRoleName: string },
): Promise<Played> {
  const { aws, description } = stack;
  const roleArn =
    description.functions.find(({ logicalId }) => logicalId.startsWith('Respond'))?.roleArn ?? '';
  const readings = eventsIn(event).map(readDetection);
  const detections = readings.flatMap((reading) => (reading.ok ? [reading.detection] : []));
  const assumed = detections.flatMap((one) => arrange(aws, one, { roleArn, memberRoleName }));
  // Whatever an event is about comes first; after it whoever made a call, who may be a person that ends the incident.
  const about = detections.flatMap(({ affected }) => affected.slice(0, 1));
  const key = about.map((one) => keyFor(one, aws)).find((one) => one !== undefined);
  const over = new AbortController();
  const theft = key && useStolenKey(clientConfig(aws, key), { ...LONG, until: over.signal });
  const thief =
    key === undefined
      ? 'the event is about no access key that works, so no thief uses one'
      : `a thief is calling sts:GetCallerIdentity with ${key.accessKeyId}, every 20 ms`;
  section('1. The account before', [...assumed, thief]);
  await setTimeout(200);

  section('2. The event', headOf(event));
  const before = { requests: aws.requests.length, published: aws.published.length };
  const start = Date.now();
  const ownBus = description.buses[0]?.name;
  const { matched, results } = stack.deliver(event, busOf(event) === 'own' ? ownBus : 'default');
  await stack.settled();
  const ends = (await results).flatMap(({ invocation }) => invocation ?? []);
  const isCold = ends.some(({ attempts }) => attempts[0]?.coldStart === true);
  const how = isCold ? 'a new process: this is a cold start' : 'the process is warm';
  section('3. The rule of serverless.yml that matches', [
    matched.length === 0
      ? 'none, so nothing happens: npm run explain -- FILE says why'
      : `${matched.join(', ')} starts the function respond (${how})`,
  ]);
  // The thief's next call shows whether its key still works.
  if (theft !== undefined) await Promise.race([theft, setTimeout(1_000)]);
  over.abort();
  const end = await theft;

  const asked = aws.requests
    .slice(before.requests)
    .filter(({ userAgent }) => userAgent.includes('compromised-key-responder'));
  section(
    '4. What the function asks of AWS, and when the request arrives',
    asked.map((request) => `${since(start, request.at)}  ${callInWords(request)}`),
  );
  section('5. The account after', key === undefined ? [] : [statusOf(key), endOf(end, start)]);
  const alerts = aws.published.slice(before.published);
  section(
    '6. The alert, as the engineer reads it',
    alerts.length === 0 ? ['nobody is told'] : alerts.flatMap(textOf),
  );
  section(closing(asked, { start, isCold }), []);
  const ended = ends.every(({ outcome }) => outcome === 'succeeded');
  return { key, refusal: end?.errorCode, alerts, ended };
}

function section(title: string, lines: readonly string[]): void {
  console.log(`\n${styleText('bold', title)}`);
  for (const line of lines) console.log(`   ${line}`.trimEnd());
}

function statusOf({ accessKeyId, status }: AccessKey): string {
  return `access key ${accessKeyId}: ${status.read(0) ?? 'deleted'}`;
}

function endOf(end: Theft | undefined, start: number): string {
  const { calls = 0, errorCode, refusedAt } = end ?? {};
  const how = errorCode === undefined ? 'never refused' : `${errorCode} at ${since(start, refusedAt).trim()}`;
  return `the thief, after ${calls} calls: ${how}`;
}

function textOf({ subject, bodies }: PublishedMessage): readonly string[] {
  return [`Subject: ${subject}`, ...bodies.email.split('\n').map((line) => `| ${line}`)];
}

/** The theft ends with the event. */
const LONG = { maximumCalls: Number.POSITIVE_INFINITY, maximumMilliseconds: 180_000 };

/** What is true also if nothing was changed: a setting may forbid it, or the event may ask for nothing. */
function closing(
  asked: readonly RequestRecord[],
  { start, isCold }: { readonly start: number; readonly isCold: boolean },
): string {
  const stopped = asked.find(({ params, status }) => text(params, 'Status') === 'Inactive' && status === 200);
  if (stopped !== undefined) {
    const included = isCold ? ', the start of the process included' : '';
    return `From the event to Inactive: ${since(start, stopped.at).trim()}${included}`;
  }
  const changed = asked.some(({ service, action }) => service === 'iam' && !/^(?:Get|List)/.test(action));
  return changed ? 'No credential was set Inactive' : 'Nothing in the account was changed';
}

function since(start: number, time: Date | undefined): string {
  return `${String((time?.getTime() ?? start) - start).padStart(5)} ms`;
}

/** A key that works: the one that is named, or one of the user. */
function keyFor(
  one: AffectedIdentity,
  { identities, accountId: own }: LocalStack['aws'],
): AccessKey | undefined {
  const { principal, accountId = own } = one;
  const id = one.kind === 'user' ? undefined : one.accessKeyId;
  const named = id === undefined ? undefined : identities.findAccessKey(id)?.key;
  const user =
    principal.type === 'IAMUser' ? identities.findUser(accountId, principal.userName ?? '') : undefined;
  return [named, ...(user?.accessKeys ?? [])].find((key) => key?.status.read(0) === 'Active');
}

function headOf({ source, 'detail-type': detailType, detail }: BusEvent): readonly string[] {
  const about = text(detail, 'type') ?? text(detail, 'eventName') ?? text(detail, 'eventTypeCode');
  const says = text(detail, 'title');
  return [`${source}, ${detailType}`, about, says].flatMap((line) =>
    line === undefined ? [] : [printable(line, 160)],
  );
}
