import type { Injection } from '../../local/aws/faults.ts';
import type { Aws } from '../../local/aws.ts';
import { inProcess, type Responder } from '../model/lambda.ts';
import { contradictions, messageOf, type Said, saidIn } from '../model/promises.ts';
import { FAULTS, type FaultName, faultOf } from './faults-by-service.ts';
import type { Credential, Path } from './paths.ts';

export const DURATIONS = ['once', 'a minute', 'for ever'] as const;

export interface Case {
  /** `iam:UpdateAccessKey`, or `sns:Publish pager` for one topic. */
  readonly call: string;
  readonly fault: FaultName;
  readonly lasts: (typeof DURATIONS)[number];
}

/** What the world looks like after an event was played to its end, or for as long as a fault that never ends is watched. */
export interface Played {
  /** Every call that was made for the event. */
  readonly calls: readonly string[];
  readonly credentials: readonly ToldOf[];
  /** What the mails that people got say first, in order. A digest repeats what others say. */
  readonly headlines: readonly Said[];
  /** What people got where SNS refused the full form. */
  readonly inShort: readonly string[];
  readonly outcomes: number;
  /** What will come back, or lies among the dead letters. */
  readonly waiting: number;
  /** What a message said that was not so while it was published. */
  readonly lies: readonly string[];
}

export interface ToldOf {
  readonly isStopped: boolean;
  /** What mails say of it, in order. */
  readonly said: readonly Said[];
  /** A mail has its name: a digest, too. */
  readonly isNamed: boolean;
  readonly inDigest: boolean;
}

const MINUTE = 60_000;
/** A fault that never ends is watched beyond Lambda's own three tries, into those of the queue. */
const WATCHED_MINUTES = 9;
/** Until the queue is empty, second looks and storms included. */
const MOST_MINUTES = 180;

export function casesOf(calls: readonly string[]): readonly Case[] {
  return calls.flatMap((call) =>
    FAULTS.flatMap((fault) => DURATIONS.map((lasts) => ({ call, fault, lasts }))),
  );
}

export async function play(
  { settings, prepare, meanwhile }: Path,
  { aws, failing }: { readonly aws: Aws; readonly failing?: Case },
): Promise<Played> {
  aws.reset();
  const stage = prepare(aws);
  const responder = inProcess(aws, settings ?? {});
  for (const event of stage.before ?? [])
    await responder.send({ event: event() } as never, 'direct' as never);
  const past = { requests: aws.requests.length, published: aws.published.length, events: aws.events.length };

  const lies: string[] = [];
  watchPublishing(aws, lies);
  if (meanwhile !== undefined) aws.faults.inject(injectionOf(meanwhile, aws));
  if (failing !== undefined) aws.faults.inject(injectionOf(failing, aws));
  await responder.send({ event: stage.event() } as never, 'direct' as never);
  await settle(responder, failing?.lasts === 'for ever' ? WATCHED_MINUTES : MOST_MINUTES);

  const published = aws.published.slice(past.published);
  const alerts = published.filter(({ topicArn }) => !topicArn.endsWith(':pager'));
  const mails = published
    .filter(isFull)
    .map(messageOf)
    .filter(({ channel }) => channel === 'mail');
  const told = mails.flatMap(({ says }) => says);
  return {
    calls: [...new Set(aws.requests.slice(past.requests).map(callOf))],
    credentials: stage.credentials.map((one) => ({
      isStopped: one.isStopped(),
      said: told.filter(({ key }) => isAbout(key, one)),
      isNamed: alerts.some(({ bodies }) => bodies.email.includes(one.key)),
      inDigest: alerts.some(
        (alert) => isFull(alert) && messageOf(alert).isDigest && alert.bodies.email.includes(one.key),
      ),
    })),
    headlines: mails.flatMap(({ isDigest, says: [main] }) => (isDigest ? [] : (main ?? []))),
    inShort: published.filter((one) => !isFull(one)).map(({ message }) => message),
    outcomes: aws.events.length - past.events,
    waiting: responder.waiting().length,
    lies,
  };
}

function isAbout(key: string, credential: Credential): boolean {
  return key === credential.key || key.endsWith(`:${credential.key}`);
}

async function settle(responder: Responder, minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes && responder.waiting().length > 0; passed += 1) {
    await responder.pass(60);
  }
}

export function callOf({ service, action, params }: Aws['requests'][number]): string {
  const topic = String(params['TopicArn'] ?? '')
    .split(':')
    .at(-1);
  return `${service}:${action}${topic ? ` ${topic}` : ''}`;
}

export function injectionOf({ call, fault, lasts }: Case, aws: Aws): Injection {
  const [action = '', topic = ''] = call.split(' ');
  const [service = ''] = action.split(':');
  let until: number | undefined;
  const when: Injection['when'] = ({ TopicArn = '' }) => {
    if (!String(TopicArn).endsWith(topic)) return false;
    until ??= aws.elapsed.now() + MINUTE;
    return lasts !== 'a minute' || aws.elapsed.now() < until;
  };
  return { action, fault: faultOf(fault, service), times: lasts === 'once' ? 1 : 'forever', when };
}

/** Compares what is to be published with what IAM shows at that moment. The fault is none. */
function watchPublishing(aws: Aws, lies: string[]): void {
  const when: Injection['when'] = ({ Message, MessageStructure }) => {
    if (!isFull({ message: String(Message) })) return false;
    const message = JSON.parse(String(Message));
    const json: unknown = MessageStructure === 'json' ? JSON.parse(message.sqs ?? '{}') : message;
    lies.push(...saidIn(json).flatMap((one) => contradictions(one, (id) => aws.identities.statusOf(id))));
    return false;
  };
  aws.faults.inject({ action: 'sns:Publish', fault: faultOf('hang', 'sns'), times: 'forever', when });
}

function isFull({ message }: { readonly message: string }): boolean {
  return message.startsWith('{');
}
