import { type Bodies, bodiesOf } from '../../local/aws/sns-message.ts';
import type { Aws } from '../../local/aws.ts';
import type { Json } from '../fixture.ts';
import { type House, iamCalls } from '../house.ts';

export const KEY = 'AKIAIOSFODNN7EXAMPLE';
export const OTHER_KEY = 'AKIAI44QH8DHBEXAMPLE';

/** What one event led to, in every channel. */
export interface Told {
  /** What the invocation returned, or the message of what it threw. */
  readonly ended: readonly string[] | string;
  readonly alerts: readonly Message[];
  readonly pages: readonly Message[];
  readonly outcomes: readonly object[];
  readonly log: readonly object[];
  readonly iam: readonly string[];
  /** Calls of SNS and EventBridge that were not taken, with AWS's code. */
  readonly refused: readonly string[];
  readonly keyStatus: string | undefined;
}

export interface Message {
  readonly subject: string | undefined;
  readonly message: string;
  /** A text for every protocol; one for all of them where the message is not structured. */
  readonly bodies: Bodies;
}

/** The users of the fixtures, as the day before. */
export function populate(aws: Aws): void {
  aws.reset();
  const user = aws.identities.createUser({ userName: 'ci-deploy' });
  // As the fixtures have it: a user is only taken for the event's by its unique id.
  Object.assign(user, { userId: 'AIDAIOSFODNN7EXAMPLE' });
  const admin = aws.identities.createUser({ userName: 'security-admin' });
  aws.identities.createUser({ userName: 'broker' });
  aws.identities.createAccessKey(admin, { accessKeyId: OTHER_KEY });
  aws.identities.createAccessKey(user, { accessKeyId: KEY });
}

/** One event in the world as it stands. */
export async function tell(aws: Aws, house: House, event: Json): Promise<Told> {
  const before = {
    published: aws.published.length,
    put: aws.events.length,
    asked: aws.requests.length,
    logged: house.log.length,
  };
  const ended = await house.invoke(event).catch((error: unknown) => String(error));
  const published = aws.published.slice(before.published);
  const messagesTo = (topic: string) =>
    published
      .filter(({ topicArn }) => topicArn.endsWith(topic))
      .map(({ subject, message, bodies }) => ({ subject, message, bodies }));
  return {
    ended,
    alerts: messagesTo(':alerts'),
    pages: messagesTo(':pager'),
    outcomes: aws.events.slice(before.put).map(({ event: outcome }) => outcome),
    log: house.log.slice(before.logged),
    iam: iamCalls(aws),
    refused: aws.requests
      .slice(before.asked)
      .filter(({ service, status }) => ['sns', 'events'].includes(service) && status !== 200)
      .map(({ action, errorCode }) => `${action} ${errorCode}`),
    keyStatus: aws.identities.statusOf(KEY),
  };
}

/** To go from thread to thread: bodies are many copies of what the message has once. */
export function packed(told: Told): unknown {
  const without = (messages: readonly Message[]) => messages.map(({ bodies: _, ...message }) => message);
  return { ...told, alerts: without(told.alerts), pages: without(told.pages) };
}

export function unpacked(told: Told): Told {
  return {
    ...told,
    alerts: told.alerts.map((one) => ({ ...one, bodies: bodiesOf(one.message, structureOf(one)) })),
    pages: told.pages.map((one) => ({ ...one, bodies: bodiesOf(one.message, undefined) })),
  };
}

function structureOf({ message }: Message): string | undefined {
  return message.startsWith('{"default"') ? 'json' : undefined;
}
