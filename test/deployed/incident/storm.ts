import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { asUser, guardDutyFinding } from '../events/guard-duty.ts';
import { textAt, valueAt } from '../json.ts';
import { ageStorm } from '../ledger.ts';
import type { Notification } from '../messages/notification.ts';
import { emptyRetries, waitForRetries } from '../retry-queue.ts';
import type { Proof } from '../run-case.ts';
import { createUser, readKeyStatuses, type User } from '../users.ts';
import { beginStory, mailsOf, type Story, same, tell } from './story.ts';

const KEYS = 8;
const SINGLE = 5;

/** A leaked file of keys. The ten quiet minutes after it are not waited for: its item in the ledger is made older. */
export async function weatherStorm(proof: Proof): Promise<Story> {
  const { aws, stack } = proof;
  await beginStory(proof);
  const users: User[] = [];
  for (let number = 0; number < KEYS; number += 1) users.push(await createUser(aws, 'leaked'));
  const startedAt = performance.now();
  for (const user of users) await tell(proof, guardDutyFinding(asUser(user)));
  const seconds = (performance.now() - startedAt) / 1000;
  const mails = await mailsOf(proof).all(2);
  const single = mails.filter((mail) => !isDigest(mail));
  const digests = mails.filter(isDigest).map((mail) => keysIn(mail, users).length);
  const statuses = (await Promise.all(users.map(readKeyStatuses))).flat();
  const timed = await waitForRetries(aws, stack, { count: 1, seconds: 2 });

  const storm = await ageStorm(proof, 11);
  // The message that the responder sent itself comes in ten minutes.
  const task = { responder: 'task', task: 'end-storm', payload: { storm }, remainingSeconds: 0 };
  const message = { QueueUrl: stack.retryQueueUrl, MessageBody: JSON.stringify(task) };
  await aws.sqs.send(new SendMessageCommand(message));
  const isEnd = ({ json }: Notification) => valueAt(json, 'digest', 'over') === true;
  const end = await mailsOf(proof).find(isEnd, 30);
  const inEnd = end === undefined ? 0 : keysIn(end, users).length;
  await emptyRetries(aws, stack);
  return {
    findings: [
      { what: `${KEYS} keys are reported within a minute`, passed: seconds < 60, found: seconds.toFixed(1) },
      same('and all are Inactive', [...new Set(statuses)], 'Inactive'),
      same('five of them are mailed singly', single.length, SINGLE),
      same('and the sixth brings one digest of all six', digests, SINGLE + 1),
      { what: 'a message in the retry queue waits to end the storm', passed: timed },
      same('at its end one digest has every key', inEnd, KEYS),
    ],
    figures: [
      [
        `storm: ${KEYS} keys in ${seconds.toFixed(0)} s`,
        `${single.length} single mails, digest of ${digests.join()}`,
      ],
      ['storm: its end, the ledger made eleven minutes older', `digest of ${inEnd}`],
    ],
  };
}

function isDigest({ json }: Notification): boolean {
  return textAt(json, 'reason') === 'storm';
}

function keysIn({ text }: Notification, users: readonly User[]): readonly User[] {
  return users.filter(({ keys }) => text.includes(keys[0].accessKeyId));
}
