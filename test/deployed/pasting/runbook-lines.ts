import { readFileSync } from 'node:fs';
import { incidentOf } from '../cases/case.ts';
import { giveUp } from '../dead-letters.ts';
import { STACK_NAME } from '../deploy.ts';
import { textAt } from '../json.ts';
import type { Finding } from '../report.ts';
import { countMessages } from '../retry-queue.ts';
import type { Proof } from '../run-case.ts';
import { readKeyStatuses } from '../users.ts';

/** The lines of docs/runbook.md that need nothing but the AWS CLI, as they are. */
function linesWith(text: string): string {
  const runbook = readFileSync(new URL('../../../docs/runbook.md', import.meta.url), 'utf8');
  const blocks = [...runbook.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
  const found = blocks.find((block) => block.includes(text) && block.includes(`'${STACK_NAME}'`));
  if (found === undefined) throw new Error(`the runbook has no lines with ${text}`);
  return found;
}

/** Whoever is on call sees the queues, and gives back what was given up. Two events wait in the retry queue. */
export async function pasteTheRunbook(proof: Proof): Promise<readonly Finding[]> {
  const { aws, stack, proofStack, onCall } = proof;
  const target = await giveUp(proof);
  const seen = await onCall.own.paste(linesWith('ApproximateNumberOfMessagesNotVisible'));
  const counts = seen.output
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).slice(1).map(Number));
  const waiting = counts.map((numbers) => numbers.reduce((sum, number) => sum + number, 0)).join();
  const given = await onCall.own.paste(linesWith('start-message-move-task'));
  const incident = incidentOf(target.accountId, target.keys[0].accessKeyId);
  const isEnd = (json: unknown) =>
    textAt(json, 'dedupKey') === incident && textAt(json, 'state') === 'CONTAINED';
  const contained = await proofStack.alerts.find(({ json }) => isEnd(json), 20);
  const left = await countMessages(aws, stack.deadLetterQueueUrl);
  return [
    {
      what: 'the lines of the runbook show the two events that wait, and the dead letter',
      passed: seen.code === 0 && waiting === '2,1',
      found: seen.output.trim(),
    },
    {
      what: 'its line gives the dead letter back',
      passed: given.code === 0 && given.output.includes('TaskHandle') && left === 0,
      found: `${given.output.trim()}, ${left} left`,
    },
    {
      what: 'and its key is Inactive, which people are told',
      passed: contained !== undefined && (await readKeyStatuses(target)).join() === 'Inactive',
    },
  ];
}
