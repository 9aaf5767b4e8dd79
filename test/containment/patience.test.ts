import { expect, test } from '@jest/globals';
import { type Pace, Patience, paces } from '../../src/containment/patience.ts';

/** A clock on which only waiting takes time. */
function pacing(chance = 0.5) {
  const waits: number[] = [];
  const passed = () => waits.reduce((sum, wait) => sum + wait, 0);
  const clock = {
    now: () => new Date(passed()),
    wait: async (milliseconds: number) => void waits.push(milliseconds),
  };
  return { waits, passed, clock, random: () => chance };
}

const failure = (name: string) => () => Promise.reject(Object.assign(new Error('no'), { name }));
const throttled = failure('Throttling');

function attempt(call: () => Promise<unknown>, { pace, chance }: { pace: Pace; chance?: number }) {
  const time = pacing(chance);
  const patience = new Patience(time);
  let calls = 0;
  const counted = () => {
    calls += 1;
    return call();
  };
  const ending = patience
    .tryAgain(counted, { pace, until: new Date(90_000) })
    .catch((error: Error) => error.name);
  return ending.then((end) => ({ ...time, end, calls, patience, seconds: time.passed() / 1000 }));
}

test('a change that IAM throttles is tried for a minute and a half, and then ends with the code of AWS', async () => {
  const { end, calls, seconds } = await attempt(throttled, { pace: paces.stop });
  expect(end).toBe('Throttling');
  expect(seconds).toBeGreaterThan(85);
  expect(seconds).toBeLessThanOrEqual(90);
  expect(calls).toBeGreaterThan(20);
});

test.each([0.25, 0.5, 0.999])('chance spreads each wait over all of its time: %d', async (chance) => {
  const { waits } = await attempt(throttled, { pace: paces.stop, chance });
  const most = [100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000];
  expect(waits.slice(0, most.length)).toEqual(most.map((milliseconds) => milliseconds * chance));
});

test('a time-out is tried again, and a refusal is not', async () => {
  expect((await attempt(failure('TimeoutError'), { pace: paces.stop })).calls).toBeGreaterThan(20);
  expect((await attempt(failure('AccessDenied'), { pace: paces.stop })).calls).toBe(1);
});

test('a read-back leaves IAM to the changes: in the same time it asks less than half as often', async () => {
  const [change, read] = await Promise.all(
    [paces.stop, paces.readBack].map((pace) => attempt(throttled, { pace: { ...pace, overtimeMs: 0 } })),
  );
  expect((read?.calls ?? Number.NaN) / (change?.calls ?? 0)).toBeLessThan(0.55);
});

test('what is merely good to know is not asked again of an IAM that is throttled', async () => {
  expect((await attempt(throttled, { pace: paces.look })).calls).toBe(1);
  expect((await attempt(failure('TimeoutError'), { pace: paces.look })).calls).toBe(3);
});

test('however many reads were throttled, a change is tried as often as ever', async () => {
  const time = pacing();
  const patience = new Patience(time);
  for (let reads = 0; reads < 1_000; reads += 1) {
    await patience.tryAgain(throttled, { pace: paces.look, until: time.clock.now() }).catch(() => {});
  }
  let left = 20;
  const busy = () => (--left > 0 ? throttled() : Promise.resolve('Inactive'));
  expect(await patience.tryAgain(busy, { pace: paces.stop, until: new Date(60_000) })).toBe('Inactive');
});

test.each([
  ['Throttling', 'is throttled'],
  ['TimeoutError', 'does not answer'],
  ['AccessDenied', undefined],
])('%s is remembered for a minute: IAM %s', async (name, trouble) => {
  const { patience, clock } = await attempt(failure(name), { pace: paces.stop });
  expect(patience.trouble).toBe(trouble);
  await clock.wait(59_000);
  expect(patience.trouble).toBe(trouble);
  await clock.wait(1_000);
  expect(patience.trouble).toBeUndefined();
});

test('a read-back after a change that was throttled goes on with its waits, and ends in time', async () => {
  const { patience, clock, passed, waits } = await attempt(throttled, { pace: paces.stop });
  const before = passed();
  await patience.tryAgain(async () => [], { pace: paces.readBack, until: new Date(before) });
  expect(waits.at(-1)).toBe(0.5 * paces.readBack.mostMs);
  await patience.tryAgain(async () => [], { pace: paces.stop, until: clock.now() });
  const after = passed();
  await patience.tryAgain(async () => [], { pace: paces.readBack, until: clock.now() });
  expect(passed()).toBe(after);
});

test('who is near the end of its time asks most often', async () => {
  const { waits } = await attempt(throttled, { pace: paces.stop, chance: 0.999 });
  const passed = waits.map((_, index) => waits.slice(0, index).reduce((sum, wait) => sum + wait, 0));
  const between = (from: number, to: number) =>
    waits.filter((_, index) => from <= (passed[index] ?? 0) && (passed[index] ?? 0) < to);
  expect(between(60_000, 90_000).length).toBeGreaterThan(2 * between(20_000, 50_000).length);
  expect(Math.min(...between(60_000, 90_000))).toBeGreaterThan(400);
});

test('after many refusals of a change the list of keys is asked for once, and after few more often', async () => {
  const readsAfter = async (refusals: number) => {
    const patience = new Patience(pacing());
    let left = refusals;
    const busy = () => (left-- > 0 ? throttled() : Promise.resolve('Inactive'));
    await patience.tryAgain(busy, { pace: paces.stop, until: new Date(60_000) });
    const reads = async () => {
      let count = 0;
      const read = () => {
        count += 1;
        return throttled();
      };
      await patience.tryAgain(read, { pace: paces.readBriefly, until: new Date(90_000) }).catch(() => {});
      return count;
    };
    const own = await reads();
    patience.begin();
    return { own, ofNextEvent: await reads() };
  };
  expect((await readsAfter(7)).own).toBeGreaterThan(1);
  const { own, ofNextEvent } = await readsAfter(8);
  expect(own).toBe(1);
  expect(ofNextEvent).toBeGreaterThan(1);
});

test('a list that is not shown is given up after a quarter of a minute', async () => {
  const { seconds, end } = await attempt(throttled, { pace: paces.readBriefly });
  expect(end).toBe('Throttling');
  expect(seconds).toBeGreaterThan(5);
  expect(seconds).toBeLessThanOrEqual(15);
});

test('a few refused changes are no trouble that leaves UNKNOWN what decides the state', async () => {
  const afterRefusals = async (refusals: number) => {
    const patience = new Patience(pacing());
    let left = refusals;
    const busy = () => (left-- > 0 ? throttled() : Promise.resolve('Inactive'));
    await patience.tryAgain(busy, { pace: paces.stop, until: new Date(60_000) });
    return patience;
  };
  expect(await afterRefusals(3)).toMatchObject({ trouble: 'is throttled', severeTrouble: undefined });
  expect(await afterRefusals(10)).toMatchObject({ severeTrouble: 'is throttled' });
  const silent = await attempt(failure('TimeoutError'), { pace: paces.stop });
  expect(silent.patience.severeTrouble).toBe('does not answer');
});

test('however many reads were throttled, IAM is not taken for crowded', async () => {
  const time = pacing();
  const patience = new Patience(time);
  for (let reads = 0; reads < 20; reads += 1)
    await patience.tryAgain(throttled, { pace: paces.beside, until: time.clock.now() }).catch(() => {});
  expect(patience.severeTrouble).toBeUndefined();
});

test('what decides the state is asked three times, and no longer than the alert can wait', async () => {
  expect(await attempt(throttled, { pace: paces.beside })).toMatchObject({ calls: 3, end: 'Throttling' });
  const short = await attempt(throttled, { pace: { ...paces.beside, forMs: 300 }, chance: 0.999 });
  expect(short).toMatchObject({ calls: 1 });
  expect(short.seconds).toBeLessThanOrEqual(0.3);
});

test('a second look asks nothing while many others stop their keys, and a minute later it does', async () => {
  const time = pacing();
  const patience = new Patience(time);
  let left = 10;
  const busy = () => (left-- > 0 ? throttled() : Promise.resolve('Inactive'));
  await patience.tryAgain(busy, { pace: paces.stop, until: new Date(60_000) });
  const look = () =>
    patience.tryAgain(async () => 'read', { pace: paces.lookAgain, until: time.clock.now() });
  await expect(look()).rejects.toThrow(expect.objectContaining({ name: 'NotAskedWhileThrottled' }));
  await time.clock.wait(60_000);
  expect(await look()).toBe('read');
});

test('a second look hesitates while IAM is in trouble, and asks little', async () => {
  const time = pacing();
  const patience = new Patience(time);
  let calls = 0;
  const read = () => {
    calls += 1;
    return throttled();
  };
  const look = () =>
    patience.tryAgain(read, { pace: paces.lookAgain, until: time.clock.now() }).catch(() => {});
  await look();
  // Its time is over after three quarters of a minute, and the queue brings it back.
  expect(calls).toBeLessThan(15);
  expect(time.passed()).toBeLessThanOrEqual(paces.lookAgain.forMs);
  const before = time.waits.length;
  await patience.tryAgain(async () => [], { pace: paces.lookAgain, until: time.clock.now() });
  expect(time.waits.slice(before)).toEqual([1_000]);
  await time.clock.wait(60_000);
  const after = time.waits.length;
  await patience.tryAgain(async () => [], { pace: paces.lookAgain, until: time.clock.now() });
  expect(time.waits).toHaveLength(after);
});

test('after an event that was refused many times, the next one asks at once, and then no more often than those who wait', async () => {
  const time = pacing();
  const patience = new Patience(time);
  await patience.tryAgain(throttled, { pace: paces.stop, until: new Date(20_000) }).catch(() => {});
  const { waits } = time;
  const before = waits.length;
  patience.begin();
  const until = new Date(time.clock.now().getTime() + 90_000);
  await patience.tryAgain(throttled, { pace: paces.stop, until }).catch(() => {});
  expect(waits[before]).toBe(0.5 * paces.stop.mostMs);
  await time.clock.wait(60_000);
  const after = waits.length;
  await patience
    .tryAgain(throttled, { pace: paces.stop, until: new Date(time.passed() + 90_000) })
    .catch(() => {});
  expect(waits[after]).toBe(50);
});
