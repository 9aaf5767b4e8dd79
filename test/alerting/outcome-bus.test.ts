import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import { OutcomeBus, type OutcomeEvent } from '../../src/alerting/outcome-bus.ts';

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

const event = (detail: unknown) => ({ detail, resources: [] }) as unknown as OutcomeEvent;
const good = (number: number) => event({ number });
/** EventBridge takes JSON objects alone. */
const refused = event('not an object');

const put = (...events: readonly OutcomeEvent[]) =>
  new OutcomeBus('default', clientConfig(aws, aws.operatorCredentials())).put(events);
const numbers = () => aws.events.map(({ event: { detail } }) => detail['number']);

test('events are put in their order, however many there are', async () => {
  const all = Array.from({ length: 25 }, (_, index) => index);
  await put(...all.map(good));
  expect(numbers()).toEqual(all);
});

test.each<[string, readonly OutcomeEvent[], readonly number[]]>([
  ['the only one', [refused], []],
  ['the first of two', [refused, good(2)], [2]],
  ['the last of three', [good(1), good(2), refused], [1, 2]],
])(
  'an event that EventBridge refuses within an accepted request is noticed, and the others are put (%s)',
  async (_, events, accepted) => {
    await expect(put(...events)).rejects.toThrow(
      `1 of ${events.length} events were refused: MalformedDetail`,
    );
    expect(numbers()).toEqual(accepted);
  },
);
