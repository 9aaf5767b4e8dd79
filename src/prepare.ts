import type { Clock } from './core/clock.ts';
import { printable } from './core/printable.ts';
import { resultOf } from './core/result.ts';
import type { Invoked } from './create-handler.ts';
import { plantSentinel } from './incident/sentinel.ts';
import type { LedgerContainer } from './ledger-container.ts';
import { requireText, text } from './sources/fields.ts';

/** A new role may need some seconds until its permissions are in force. */
const WAITS_MS = [2_000, 4_000, 8_000, 16_000];

/**
 * Plants the sentinel in the ledger of a new stack, and of a stack that had none. CloudFormation asks once for each table:
 * a later deployment does not, so that a table that was erased does not look new again.
 * @throws if CloudFormation cannot be told. Lambda then runs the event again, because the deployment waits for the answer.
 */
export async function prepare(event: unknown, c: LedgerContainer & Invoked): Promise<void> {
  const answerTo = requireText(event, 'ResponseURL');
  // The end of a stack leaves the ledger and its sentinel.
  const error = requireText(event, 'RequestType') === 'Delete' ? undefined : await plant(c);
  // AWS CloudFormation user guide, "Custom resource response objects".
  const answer = {
    Status: error === undefined ? 'SUCCESS' : 'FAILED',
    ...(error !== undefined && { Reason: `The ledger could not be prepared: ${error}` }),
    PhysicalResourceId: text(event, 'PhysicalResourceId') ?? 'ledger-sentinel',
    StackId: requireText(event, 'StackId'),
    RequestId: requireText(event, 'RequestId'),
    LogicalResourceId: requireText(event, 'LogicalResourceId'),
  };
  // Bytes, because the address is signed for a request without a content type.
  const body = new TextEncoder().encode(JSON.stringify(answer));
  const { ok, status } = await send(answerTo, { body, clock: c.clock });
  if (!ok) throw new Error(`CloudFormation did not take the answer: ${status}`);
  const end = error === undefined ? 'SUCCESS' : `FAILED ${error}`;
  c.log({ level: 'info', message: printable(`ledger prepared: ${end}`, 200) });
}

const SENDS = 3;
const SEND_MS = 5_000;

/** `fetch` alone would wait for longer than the function may run. */
async function send(
  url: string,
  { body, clock }: { readonly body: Uint8Array<ArrayBuffer>; readonly clock: Clock },
): Promise<Response> {
  const once = () => fetch(url, { method: 'PUT', body, signal: clock.abortAfter(SEND_MS) });
  let answer = await resultOf(once());
  for (let tries = 1; !answer.ok && tries < SENDS; tries += 1) answer = await resultOf(once());
  if (!answer.ok) throw new Error(`CloudFormation did not answer: ${answer.error}`);
  return answer.value;
}

/** @returns AWS's error code if the sentinel could not be written. */
async function plant({ table, clock }: LedgerContainer): Promise<string | undefined> {
  let answer = await resultOf(plantSentinel(table, clock.now()));
  for (const wait of WAITS_MS) {
    if (answer.ok) return undefined;
    await clock.wait(wait);
    answer = await resultOf(plantSentinel(table, clock.now()));
  }
  return answer.ok ? undefined : answer.error;
}
