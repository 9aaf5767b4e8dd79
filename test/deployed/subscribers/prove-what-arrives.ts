import { proveStory } from '../incident/prove-incident.ts';
import type { Figure } from '../incident/story.ts';
import { undoOnce } from '../incident/undo.ts';
import { provePasting } from '../pasting/prove-pasting.ts';
import { checkAll, type Report } from '../report.ts';
import type { Proof } from '../run-case.ts';
import { proveAlarmEnds } from './alarm-ends.ts';
import type { Certificate } from './certificate.ts';
import { proveOperations } from './operations.ts';
import { proveSubscribers } from './prove-subscribers.ts';
import { startReceiver } from './receiver.ts';
import { subscribe } from './subscribe.ts';

/** While servers and a function of the test are subscribed to the topics, beside its queues. @returns rows of the table of incidents. */
export async function proveWhatArrives(
  proof: Proof,
  report: Report,
  certificate: Certificate | undefined,
): Promise<readonly Figure[]> {
  const { aws, stack } = proof;
  const receiver = await startReceiver(aws.endpoint, certificate);
  try {
    const unsubscribe = await report.step('subscribers confirm', () => subscribe(aws, stack, receiver));
    await checkAll(report, 'what each subscriber gets', () => proveSubscribers(proof, receiver));
    await checkAll(report, 'an alarm that ends', () => proveAlarmEnds(proof));
    await checkAll(report, 'the operations topic', () => proveOperations(proof));
    await checkAll(report, 'the commands of the alerts, pasted into a shell', () =>
      provePasting({ proof, receiver }),
    );
    const figures = await proveStory(report, 'an undo, and the same finding again', () =>
      undoOnce(proof, receiver),
    );
    await unsubscribe();
    return figures;
  } finally {
    await receiver.close();
  }
}
