import fc from 'fast-check';
import { accessDenied, serviceFailure, throttling } from '../../local/aws/faults.ts';
import { ADMINISTRATOR, CALLERS, HONEY_KEY, VICTIMS } from './cast.ts';
import { echo, guardDutyFinding, healthRisk, honeyCall, report } from './events.ts';
import type { Reference } from './reference.ts';
import type { Arrival, World } from './world.ts';

type Act<A> = (world: World, args: A) => Promise<void>;

/** One thing that happens. After it everything is checked. */
class Step<A> implements fc.AsyncCommand<Reference, World> {
  readonly #name: string;
  readonly #args: A;
  readonly #act: Act<A>;

  constructor(name: string, { args, act }: { readonly args: A; readonly act: Act<A> }) {
    this.#name = name;
    this.#args = args;
    this.#act = act;
  }

  check(): boolean {
    return true;
  }

  async run(_: Reference, world: World): Promise<void> {
    await world.responder.tick();
    await this.#act(world, this.#args);
    world.check();
  }

  toString(): string {
    return `${this.#name}(${JSON.stringify(this.#args)})`;
  }
}

function step<A>(name: string, args: fc.Arbitrary<A>, act: Act<A>): fc.Arbitrary<Step<A>> {
  return args.map((values) => new Step(name, { args: values, act }));
}

/** Most of it is about one key, so that one thing leads to another. */
const key = fc.constantFrom(...VICTIMS, VICTIMS[0] ?? '', VICTIMS[0] ?? '', VICTIMS[2] ?? '');
const by = fc.constantFrom(...CALLERS);
const times = fc.constantFrom(1, 1, 3, 12);
const arrives = fc.constantFrom<Arrival>('at once', 'at once', 'late', 'twice');
const few = fc.constantFrom(1, 1, 2);

/** What most of the rest only follows from. */
const often = [
  step(
    'finding',
    fc.record({
      key,
      finding: few,
      address: fc.constantFrom(23, 23, 24),
      tor: fc.constantFrom(false, false, true),
      count: few,
      copies: fc.constantFrom(1, 1, 1, 2),
    }),
    async (world, { copies, ...facts }) =>
      world.send(guardDutyFinding(world.about(facts.key), facts), copies),
  ),
  step('switched on', fc.record({ key, by, arrives }), async (world, one) =>
    world.call({ ...one, call: 'Active' }, one.arrives),
  ),
  step('undo', fc.record({ key, arrives }), async (world, one) => {
    if (await world.undoInLedger(one.key)) await world.undoInIam(one.key, one.arrives);
  }),
  step('time', fc.record({ seconds: fc.constantFrom(30, 61, 200, 1_000) }), async (world, { seconds }) =>
    world.responder.pass(seconds),
  ),
];

const rarely = [
  step('health', fc.record({ key }), async (world, one) => world.send(healthRisk(world.about(one.key)))),
  step('report', fc.record({ key }), async (world, one) => world.send(report(world.about(one.key)))),
  step('again', fc.record({ index: fc.nat(5) }), async (world, { index }) => {
    await world.redeliver(index);
  }),
  step('stopped by a person', fc.record({ key, arrives }), async (world, one) =>
    world.call({ key: one.key, by: ADMINISTRATOR, call: 'Inactive' }, one.arrives),
  ),
  step('deleted', fc.record({ key, by, arrives }), async (world, one) =>
    world.call({ ...one, call: 'delete' }, one.arrives),
  ),
  step(
    'undo, with an event between its steps',
    fc.record({ key, arrives, finding: few, count: few }),
    async (world, { arrives: when, ...one }) => {
      if (!(await world.undoInLedger(one.key))) return;
      const facts = { ...one, address: 23, tor: false };
      await world.send(guardDutyFinding(world.about(one.key), facts));
      await world.responder.tick();
      await world.undoInIam(one.key, when);
    },
  ),
  step(
    'undo, whose second step IAM throttles',
    fc.record({ key, arrives, seconds: fc.constantFrom(1, 61), gaveUp: fc.boolean() }),
    async (world, { key: which, arrives: when, seconds, gaveUp }) => {
      if (!(await world.undoInLedger(which))) return;
      await world.responder.pass(seconds);
      // Whoever pastes the line again is refused by the ledger, and then runs the second step alone.
      if (gaveUp || (await world.undoInLedger(which))) return;
      await world.undoInIam(which, when);
    },
  ),
  step('own echo', fc.record({ key }), async (world, one) =>
    world.send(echo(world.about(one.key), world.responder.ownRole)),
  ),
  step('renamed', fc.record({ key }), async (world, one) => world.rename(one.key)),
  step('late record', fc.constant({}), async (world) => world.deliverLate()),
  step('mended', fc.constant({}), async (world) => world.mend()),
];

const honeyCalls = step('honey call', fc.record({ copies: few }), async (world, { copies }) =>
  world.send(honeyCall(world.about(HONEY_KEY)), copies),
);

const KINDS = { refused: accessDenied, throttled: throttling, failed: serviceFailure };

function faults(actions: readonly string[], kinds: readonly (keyof typeof KINDS)[]) {
  const facts = fc.record({ action: fc.constantFrom(...actions), kind: fc.constantFrom(...kinds), times });
  return step('fault', facts, async (world, { action, kind, times: howOften }) =>
    world.fail(action, { fault: KINDS[kind], times: howOften }),
  );
}

const ELSEWHERE = [
  ...['iam:UpdateAccessKey', 'iam:UpdateAccessKey', 'iam:ListAccessKeys', 'events:PutEvents'],
  ...['sns:Publish', 'sns:Publish alerts', 'sns:Publish pager'],
];
const LEDGER = ['dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:*'];
const anyFault = faults([...ELSEWHERE, ...LEDGER], ['refused', 'throttled', 'failed']);

export const steps = [...rarely, honeyCalls, ...often, ...often, anyFault, anyFault];

/** Without what is long in real time, and without honey keys, whose rule the packaged template has not. */
export const stepsInRealTime = [...rarely, ...often, ...often, faults(ELSEWHERE, ['refused'])];
