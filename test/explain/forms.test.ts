import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from '@jest/globals';
import { isObject } from '../../local/json-object.ts';
import { eventsIn } from '../../scripts/events/forms.ts';
import { readInput } from '../../scripts/events/read-input.ts';
import { fixture } from '../fixture.ts';

const finding = fixture('guardduty-malicious-ip-caller');
const record = fixture('cloudtrail-stop-logging-by-key');
const asff = fixture('securityhub-imported-user-key');
const ocsf = fixture('securityhub-ocsf-key');
const [inAsff] = Object(asff['detail'])['findings'];
const [inOcsf] = Object(ocsf['detail'])['findings'];

/** As the AWS CLI prints what the API has in small letters. */
function capitalized(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(capitalized);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key.charAt(0).toUpperCase() + key.slice(1),
      capitalized(child),
    ]),
  );
}

const notification = (message: unknown) => ({ Type: 'Notification', Message: JSON.stringify(message) });

test.each([
  ['an event of EventBridge', finding, finding],
  ['what get-findings of GuardDuty prints', { Findings: [capitalized(finding['detail'])] }, finding],
  ['one finding of it', capitalized(finding['detail']), finding],
  ['the detail of the event', finding['detail'], finding],
  ['a record of CloudTrail', record['detail'], record],
  ['a file of a trail', { Records: [record['detail']] }, record],
  ['what lookup-events prints', { Events: [{ CloudTrailEvent: JSON.stringify(record['detail']) }] }, record],
  ['what get-findings of Security Hub prints', { Findings: [inAsff] }, asff],
  ['the detail of an event of Security Hub', asff['detail'], asff],
  ['what get-findings-v2 of Security Hub prints', { Findings: [inOcsf] }, ocsf],
  ['a message of SNS', notification(finding), finding],
  ['what SNS gives a function', { Records: [{ Sns: notification(finding) }] }, finding],
  ['what SQS gives a function', { Records: [{ body: JSON.stringify(finding) }] }, finding],
  ['what receive-message prints', { Messages: [{ Body: JSON.stringify(finding) }] }, finding],
  ['SNS in SQS', { Messages: [{ Body: JSON.stringify(notification(record)) }] }, record],
  ['a dead letter of Lambda', { requestContext: {}, requestPayload: finding }, finding],
  ['a message of the retry queue', { responder: 'event', event: finding }, finding],
])('%s becomes the event that EventBridge delivers', (_, given, event) => {
  const [found, ...others] = eventsIn(given, 'it');
  expect(others).toEqual([]);
  expect(found?.event).toMatchObject({
    version: '0',
    source: event['source'],
    'detail-type': event['detail-type'],
    account: '111122223333',
    region: 'us-east-1',
    detail: event['detail'],
  });
});

test('an entry of PutEvents, as `npm run report` prints it, becomes an event', () => {
  const { source, 'detail-type': DetailType, detail } = fixture('report');
  const entries = [{ EventBusName: 'b', Source: source, DetailType, Detail: JSON.stringify(detail) }];
  expect(eventsIn(entries, 'it')).toMatchObject([{ event: { source, 'detail-type': DetailType, detail } }]);
});

test('each event of an input is one, whatever forms they have', () => {
  const given = [
    finding,
    { Records: [record['detail'], record['detail']] },
    notification({ Findings: [inAsff] }),
  ];
  expect(eventsIn(given, 'it').map(({ event }) => event.source)).toEqual([
    ...['aws.guardduty', 'aws.cloudtrail', 'aws.cloudtrail', 'aws.securityhub'],
  ]);
});

test.each([
  ['an empty list', { Findings: [] }, 'it has no event in it: ask AWS for one that exists'],
  [
    'a message that holds no JSON',
    { Type: 'Notification', Message: 'hello' },
    /^the message of SNS holds no JSON object: give /,
  ],
  [
    'something else',
    { name: 'x', password: 'y' },
    /^this is an object with name, password, and no form .*: give /,
  ],
  ['a text', 'AKIAIOSFODNN7EXAMPLE', /^this is no object, and no form .*: give /],
  [
    'an event of S3',
    { Records: [{ eventSource: 'aws:s3', eventName: 'ObjectCreated:Put' }] },
    /no form that is read here: give /,
  ],
])('%s is refused with what to do', (_, given, message) => {
  expect(() => eventsIn(given, 'it')).toThrow(
    expect.objectContaining({
      name: 'InputError',
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    }),
  );
});

const folder = mkdtempSync(join(tmpdir(), 'forms-'));
afterAll(() => rmSync(folder, { recursive: true }));

const json = JSON.stringify(finding, null, 2);
const UTF_16 = Buffer.from(`\ufeff${json}`, 'utf16le');

test.each([
  ['a file', Buffer.from(json), finding],
  ['a file of a trail, which S3 has compressed', gzipSync(json), finding],
  ['a file that PowerShell wrote', UTF_16, finding],
  ['a file with a byte order mark', Buffer.from(`\ufeff${json}`), finding],
  ['a file with an event on each line', Buffer.from(`{"a":1}\r\n{"a":2}\n`), [{ a: 1 }, { a: 2 }]],
])('%s is read', async (_, bytes, value) => {
  const file = join(folder, 'input');
  writeFileSync(file, bytes);
  expect(await readInput(file)).toEqual(value);
});
