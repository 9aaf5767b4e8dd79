import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { hang, trickle } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { startCustomResource } from '../../local/custom-resource.ts';
import { functions } from '../../src/functions/index.ts';
import { openDeadLetters, openHouseWithPager } from '../house.ts';
import { prepareIn } from '../preparing.ts';
import { secondsOf, shortenedTime } from '../shortened-time.ts';
import { callsOfOthers, KEY, type Row, rows, type Scene } from './hanging-calls.ts';

/** Less than elsewhere, so that what this process does by itself is no large part of production's time. */
const FACTOR = 10;
/** Nearly all of them wait, nearly all the time. */
const AT_ONCE = 12;
/** A busy machine lets calls time out that nothing holds up, and counts as production's time: then a case is tried again, with few. */
const AGAIN_AT_ONCE = [4, 2];
const APART_MS = 300;
const SETTINGS = { QUARANTINE_USERS: 'true', REVOCABLE_ROLES: '*', MEMBER_ROLE_NAME: 'responder-member' };

const faults = { hang, trickle };
const cases = rows.flatMap((row) => (['hang', 'trickle'] as const).map((kind) => ({ ...row, kind })));

interface Ran {
  readonly asked: number;
  /** Of production. */
  readonly seconds: number;
  readonly thrown: boolean;
  /** The retry queue, or that of the dead letters, has it. */
  readonly kept: boolean;
  readonly alerts: readonly { readonly state: string }[];
  readonly status: string | undefined;
}

const timeoutOf = (scene: Scene) => functions.find(({ name }) => name === scene.function)?.timeout ?? 0;
const nameOf = ({ action, scene, which = '' }: Row) => `${scene.function} ${action} ${which}`.trim();
const healthy = new Map<string, Ran>();
const results = new Map<string, Ran>();

beforeAll(async () => {
  // What is loaded and compiled once, takes no part in any time below; and each scene makes its call.
  for (const row of rows) healthy.set(nameOf(row), await run(row, undefined));
  for (const atOnce of [AT_ONCE, ...AGAIN_AT_ONCE]) await runAll(cases.filter(isDisturbed), atOnce);
}, 400_000);

type Case = (typeof cases)[number];

async function runAll(some: readonly Case[], atOnce: number): Promise<void> {
  const waiting = [...some];
  const work = async (index: number) => {
    // If all began together, the machine would be busy with that for as long as production waits.
    await setTimeout(index * APART_MS);
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift())
      results.set(`${nameOf(one)} ${one.kind}`, await run(one, one.kind));
  };
  await Promise.all(Array.from({ length: atOnce }, (_, index) => work(index)));
}

function isDisturbed(one: Case): boolean {
  const ran = results.get(`${nameOf(one)} ${one.kind}`);
  return ran === undefined || ran.asked === 0 || ran.seconds >= timeoutOf(one.scene);
}

/** In an AWS of its own, because each takes seconds of which it waits for nearly all. */
async function run({ action, scene, when }: Row, kind: keyof typeof faults | undefined): Promise<Ran> {
  const aws = await startAws();
  try {
    const invoke = await open(aws, scene);
    scene.arrange(aws);
    for (const fault of scene.faults ?? []) aws.faults.inject(fault);
    if (kind !== undefined)
      aws.faults.inject({ action, fault: faults[kind], times: 'forever', ...(when && { when }) });
    let thrown = false;
    const ended = async () =>
      invoke().catch(() => {
        thrown = true;
      });
    // Whoever waits for ever is not waited for.
    const late = (1_200 * timeoutOf(scene)) / FACTOR;
    const seconds = await secondsOf(
      () => Promise.race([ended(), setTimeout(late, undefined, { ref: false })]),
      FACTOR,
    );
    const kept = ['retries', 'dead-letters'].some(
      (name) => (aws.queues.find(name)?.messages.length ?? 0) > 0,
    );
    return {
      asked: aws.requests.filter((request) => `${request.service}:${request.action}` === action).length,
      ...{ seconds, thrown, kept },
      alerts: aws.published
        .filter(({ topicArn }) => topicArn.endsWith(':alerts'))
        .map(({ bodies }) => JSON.parse(bodies.sqs)),
      status: aws.identities.statusOf(KEY),
    };
  } finally {
    await aws.stop();
  }
}

async function open(aws: Aws, scene: Scene): Promise<() => Promise<unknown>> {
  const pace = shortenedTime(FACTOR);
  if (scene.function === 'prepare') return openPrepare(aws);
  const house = openHouseWithPager(aws, SETTINGS, pace);
  const pager = `arn:aws:sns:${aws.region}:${aws.accountId}:pager`;
  if (scene.function === 'deadletters')
    return openDeadLetters(aws, { settings: { PAGER_TOPIC_ARN: pager }, pace });
  if (!scene.fromQueue) return () => house.receive(scene.event?.(aws));
  return () => {
    aws.queues.find('retries')?.send({ body: JSON.stringify(scene.event?.(aws)), senderId: 'test' });
    return house.passTime(0);
  };
}

function openPrepare(aws: Aws): () => Promise<unknown> {
  const pace = shortenedTime(FACTOR);
  return async () => {
    const resource = await startCustomResource('LedgerSentinel');
    await prepareIn(aws, { event: resource.event('Create'), resource, pace });
    if (resource.answers[0]?.body['Status'] !== 'SUCCESS') throw new Error('CloudFormation is told');
  };
}

test('every call of every function has its row', () => {
  const declared = functions.flatMap(({ name, permissions }) =>
    permissions.flatMap(({ actions, effect }) =>
      effect === 'Deny' ? [] : actions.map((action) => `${name} ${action}`),
    ),
  );
  const others = (call: string) => call in callsOfOthers || call.replace(/^\w+ /, '') in callsOfOthers;
  const shown = new Set(rows.map(({ action, scene }) => `${scene.function} ${action}`));
  const unshown = declared.filter((call) => !shown.has(call) && !others(call));
  expect([...new Set(unshown)]).toEqual([]);
  expect([...shown].filter((call) => !declared.includes(call))).toEqual([]);
});

test.each(rows.map((row) => [nameOf(row)]))('%s is called by its scene', (name) => {
  expect(healthy.get(name)?.asked).toBeGreaterThan(0);
});

describe.each(cases.map((one) => ({ ...one, name: nameOf(one) })))(
  '$name: $kind',
  ({ name, kind, ...row }) => {
    const ran = () => results.get(`${name} ${kind}`) as Ran;

    test('the function ends before Lambda ends it', () => {
      expect(ran().asked).toBeGreaterThan(0);
      expect(ran().seconds).toBeLessThan(timeoutOf(row.scene));
    });

    test('people are told, or it comes again', () => {
      if (row.untold) expect(ran().thrown || ran().kept).toBe(true);
      else expect(ran().alerts.length).toBeGreaterThan(0);
    });

    test('nothing says CONTAINED that is not', () => {
      const contained = ran().alerts.some(({ state }) => state === 'CONTAINED');
      if (contained) expect(ran().status).toBe('Inactive');
    });
  },
);
