import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';

let aws: Aws;
let events: EventBridgeClient;
const arrived: string[] = [];
beforeAll(async () => {
  aws = await startAws({ onEvent: ({ busName, event }) => arrived.push(`${busName} ${event.source}`) });
  events = new EventBridgeClient(clientConfig(aws, aws.operatorCredentials()));
});
beforeEach(() => {
  aws.reset();
  arrived.length = 0;
});
afterAll(() => aws.stop());

const entry: PutEventsRequestEntry = {
  Source: 'com.example',
  DetailType: 'Something happened',
  Detail: '{"a":1}',
};

function put(...entries: readonly PutEventsRequestEntry[]) {
  return events.send(new PutEventsCommand({ Entries: [...entries] }));
}

describe('PutEvents', () => {
  it('makes an event of an entry and takes it to its bus', async () => {
    const { FailedEntryCount, Entries } = await put({
      ...entry,
      Resources: ['arn:r'],
      EventBusName: 'arn:aws:events:us-east-1:111122223333:event-bus/mine',
    });
    expect(FailedEntryCount).toBe(0);
    expect(aws.events).toEqual([
      {
        busName: 'mine',
        event: {
          version: '0',
          id: Entries?.[0]?.EventId,
          'detail-type': 'Something happened',
          source: 'com.example',
          account: '111122223333',
          time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
          region: 'us-east-1',
          resources: ['arn:r'],
          detail: { a: 1 },
        },
      },
    ]);
    expect(arrived).toEqual(['mine com.example']);
  });

  it('uses the default bus and the time of the entry', async () => {
    await put({ ...entry, Time: new Date('2026-01-02T03:04:05.678Z') });
    expect(aws.events[0]).toMatchObject({ busName: 'default', event: { time: '2026-01-02T03:04:05Z' } });
  });

  it.each([
    ['an AWS source', { Source: 'aws.guardduty' }, 'NotAuthorizedForSourceException'],
    ['a missing source', { Source: undefined }, 'InvalidArgument'],
    ['an empty detail type', { DetailType: '' }, 'InvalidArgument'],
    ['a missing detail', { Detail: undefined }, 'InvalidArgument'],
    ['a detail that is no JSON', { Detail: 'text' }, 'MalformedDetail'],
    ['a detail that is a list', { Detail: '[1]' }, 'MalformedDetail'],
    ['a detail that is a string', { Detail: '"text"' }, 'MalformedDetail'],
  ])('answers 200 and refuses the one entry with %s', async (_, change, code) => {
    const { FailedEntryCount, Entries, $metadata } = await put(entry, { ...entry, ...change }, entry);
    expect($metadata.httpStatusCode).toBe(200);
    expect(FailedEntryCount).toBe(1);
    expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([undefined, code, undefined]);
    expect(aws.events).toHaveLength(2);
  });

  it.each([
    ['no entry', []],
    ['eleven entries', Array.from({ length: 11 }, () => entry)],
    ['more than 262,144 bytes', [{ ...entry, Detail: JSON.stringify({ a: 'x'.repeat(262_144) }) }]],
  ])('refuses %s as a whole', async (_, entries) => {
    await expect(put(...entries)).rejects.toMatchObject({
      name: 'ValidationException',
      $metadata: { httpStatusCode: 400 },
    });
    expect(aws.events).toEqual([]);
  });
});

describe('TestEventPattern', () => {
  const envelope = {
    version: '0',
    id: '1',
    account: '111122223333',
    source: 'aws.guardduty',
    time: '2026-01-02T03:04:05Z',
    region: 'us-east-1',
    resources: [],
    'detail-type': 'GuardDuty Finding',
    detail: { severity: 8 },
  };

  function ask(pattern: unknown, event: unknown) {
    return events.send(
      new TestEventPatternCommand({ EventPattern: JSON.stringify(pattern), Event: JSON.stringify(event) }),
    );
  }

  it.each([
    [{ detail: { severity: [{ numeric: ['>=', 4] }] } }, true],
    [{ source: ['aws.health'] }, false],
  ])('answers for %j', async (pattern, result) => {
    await expect(ask(pattern, envelope)).resolves.toMatchObject({ Result: result });
  });

  it('refuses a pattern that EventBridge does not know', async () => {
    await expect(ask({ detail: { severity: [{ greater: 4 }] } }, envelope)).rejects.toMatchObject({
      name: 'InvalidEventPatternException',
    });
  });

  it('refuses an event without its envelope', async () => {
    await expect(ask({ source: ['aws.guardduty'] }, { source: 'aws.guardduty' })).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });
});
