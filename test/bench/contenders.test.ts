import { beforeAll, expect, test } from '@jest/globals';
import { contendersOnNode } from '../../bench/contenders.ts';
import { live, startLife } from '../../bench/life.ts';
import { problemsOf } from '../../bench/measures/against-others.ts';
import { startStubAws } from '../../bench/stub-aws.ts';
import { prepareSubjects, type Subjects } from '../../bench/subjects.ts';
import { openWorld } from '../../bench/world.ts';

let subjects: Subjects;
beforeAll(async () => {
  subjects = await prepareSubjects();
}, 30_000);

/** Else the benchmark would compare a job with a part of it. */
test.each(['responder', 'handSigned', 'tuned', 'asShipped'])(
  '%s stops the key, claims the right to tell, and tells people, over HTTPS',
  async (name) => {
    const contender = contendersOnNode(subjects).find((one) => one.name === name);
    if (contender === undefined) throw new Error(`there is no ${name}`);
    const { aws, stolen, variables } = await openWorld(subjects);
    try {
      const { folder } = subjects;
      const life = startLife(contender, { events: [contender.event(1)], variables, folder, seconds: 30 });
      const { invocations } = await life.record;

      expect(aws.endpoint).toMatch(/^https:/);
      expect(invocations).toMatchObject([{ failure: null }]);
      expect(aws.identities.statusOf(stolen.accessKeyId)).toBe('Inactive');
      expect(aws.requests.some(({ action, status }) => action === 'UpdateItem' && status === 200)).toBe(true);
      expect(aws.published.map(({ message }) => message.includes(stolen.accessKeyId))).toEqual([true]);
    } finally {
      await aws.stop();
    }
  },
  40_000,
);

/** An answer that it does not know would be measured as work that nobody has in production: another look, by the queue. */
test.each(['responder', 'handSigned', 'tuned', 'asShipped'])(
  '%s finds every answer that it needs in the stub of the benchmark',
  async (name) => {
    const contender = contendersOnNode(subjects).find((one) => one.name === name);
    if (contender === undefined) throw new Error(`there is no ${name}`);
    const stub = await startStubAws(subjects.certificate);
    try {
      const events = [contender.event(1), contender.event(2)];
      const life = await live(contender, events, { subjects, stub });

      expect(problemsOf(contender, life)).toEqual([]);
      expect(stub.refused).toEqual([]);
      expect(stub.requests.map(({ action }) => action)).not.toContain('SendMessage');
    } finally {
      stub.stop();
    }
  },
  40_000,
);

test('whoever tells people and stops no key fails', () => {
  const invocation = { calledAt: 0, answeredAt: 1, failure: null };
  const requests = [{ action: 'Publish', at: 0 }];
  const life = { startedAt: 0, peakMegabytes: 1, invocations: [{ ...invocation, requests }] };
  expect(problemsOf({ name: 'tuned' }, life)).toEqual(['tuned, invocation 1: its calls were Publish']);
});
