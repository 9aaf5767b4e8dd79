import { expect, test } from '@jest/globals';
import { ActionLog } from '../../src/containment/action-log.ts';

test.each([
  ['accepts', async () => {}],
  [
    'refuses',
    async () => {
      throw new Error('no');
    },
  ],
])('a call is dated by its answer, which is when the change is known: AWS %s', async (_, answer) => {
  let time = Date.parse('2026-05-04T03:12:08.000Z');
  const log = new ActionLog({ now: () => new Date(time) });
  const call = async () => {
    await Promise.resolve();
    time += 5_000;
    await answer();
  };
  await log.record({ call: 'iam:UpdateAccessKey', target: 'AKIAIOSFODNN7EXAMPLE Inactive' }, call());
  expect(log.records.map(({ at }) => at)).toEqual(['2026-05-04T03:12:13.000Z']);
});
