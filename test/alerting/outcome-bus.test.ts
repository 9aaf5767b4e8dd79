import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import { OutcomeBus, type OutcomeEvent } from '../../src/alerting/outcome-bus.ts';
import { putEntries } from '../../src/alerting/put-entries.ts';

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

test.each([0, 1, 20, 25])('events are put in their order, however many there are (%d)', async (length) => {
  const all = Array.from({ length }, (_, index) => index);
  await put(...all.map(good));
  expect(numbers()).toEqual(all);
});

test('an event names the principals that it is about, so that a rule can match them', async () => {
  const resources = ['arn:aws:iam::111122223333:user/ci-deploy'];
  await put({ ...good(1), resources });
  expect(aws.events.map(({ event }) => event.resources)).toEqual([resources]);
});

test('a refusal has a name of its own, and each reason once', async () => {
  const entry = { Source: 'compromised-key-responder', DetailType: 'Access Key Response Outcome' };
  const client = new EventBridgeClient(clientConfig(aws, aws.operatorCredentials()));
  const malformed = { ...entry, Detail: 'not an object' };
  await expect(putEntries(client, [malformed, entry, malformed])).rejects.toMatchObject({
    name: 'RefusedEntriesError',
    message: '3 of 3 events were refused: MalformedDetail, InvalidArgument',
  });
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
