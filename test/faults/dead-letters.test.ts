import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { deadLettersIn, toldOf } from '../dead-letters.ts';
import { fixture } from '../fixture.ts';
import { type Case, callOf, casesOf, injectionOf } from './matrix.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const RUNS = 3;

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
afterAll(() => aws.stop());

/** One dead letter, and the schedule's runs of the function that tells of it. */
async function play(failing?: Case) {
  aws.reset();
  const { open, leave, queue } = deadLettersIn(aws);
  const run = open({ pager: true });
  leave({ requestContext: {}, requestPayload: fixture('guardduty-malicious-ip-caller') });
  const bodies = () => queue().messages.map(({ body }) => body);
  const left = bodies();
  if (failing !== undefined) aws.faults.inject(injectionOf(failing, aws));
  let failures = 0;
  for (let index = 0; index < RUNS; index += 1) {
    await run().catch(() => {
      failures += 1;
    });
  }
  const { mails, wakings } = toldOf(aws);
  return {
    wakings: wakings.length,
    calls: [...new Set(aws.requests.map(callOf))],
    mails: mails.map(({ subject = '', message }) => `${subject} ${message}`),
    isKept: isDeepStrictEqual(bodies(), left),
    failures,
  };
}

/** SNS took it and said that it did not, or the ledger did not take that people were told: nobody can know. */
const mayRepeat = ({ call, fault }: Case) =>
  call.startsWith('dynamodb:') || (call.startsWith('sns:Publish') && fault.startsWith('took effect'));

test('a dead letter is told once and kept, whatever call fails, in any way, for any time', async () => {
  const { calls } = await play();
  expect(calls).toEqual(
    expect.arrayContaining(['sqs:ReceiveMessage', 'sns:Publish alerts', 'events:PutEvents']),
  );
  const wrong: string[] = [];
  for (const failing of casesOf(calls)) {
    const { mails, wakings, isKept, failures } = await play(failing);
    const told = mails.filter((mail) => mail.includes(KEY)).length;
    // Lambda's alarm for errors tells of a function that cannot tell.
    const problems = [
      ...(isKept ? [] : ['the dead letter is gone or changed']),
      ...(told > 0 || (failing.lasts === 'for ever' && failures === RUNS) ? [] : ['nobody is told']),
      ...(told > 1 && !mayRepeat(failing) ? [`${told} mails`] : []),
      ...(wakings > 1 && !mayRepeat(failing) ? [`${wakings} pages`] : []),
    ];
    wrong.push(...problems.map((one) => `${failing.call}, ${failing.fault}, ${failing.lasts}: ${one}`));
  }
  expect(wrong).toEqual([]);
}, 120_000);
