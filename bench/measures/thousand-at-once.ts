import { type Aws, startAws } from '../../local/aws.ts';
import { findings, stolenKey } from '../findings.ts';
import type { Measurement, Surroundings } from '../measurement.ts';
import { environmentOf, PLACE, type Subjects } from '../subjects.ts';
import { WarmProcess } from '../warm-process.ts';

const KEYS = 1_000;

/** Everything is stolen on the same day: one process, an AWS with state, and nothing may be lost or said twice. */
export async function respondToThousandAtOnce({ subjects, progress }: Surroundings): Promise<Measurement> {
  progress(`${KEYS} findings at once`);
  const aws = await startAws(PLACE);
  const accessKeyIds = openAccount(aws, subjects);
  const { folder, bundles, launchers, responder } = subjects;
  const credentials = sessionOf(responder.roleArn, aws);
  const process = await WarmProcess.start({
    launcher: launchers.warm,
    bundle: bundles.responder,
    folder,
    variables: environmentOf(subjects, { endpoint: aws.endpoint, credentials }),
  });
  try {
    const { milliseconds, peakMegabytes, failures } = await process.run(findings(1, KEYS), KEYS);
    const inactive = accessKeyIds.filter((id) => aws.identities.statusOf(id) === 'Inactive').length;
    const alerts = perKey(aws.published.map(({ bodies }) => JSON.parse(bodies.sqs)));
    const outcomes = perKey(aws.events.map(({ event }) => event.detail));
    const once = (counts: ReadonlyMap<string, number>) =>
      accessKeyIds.filter((id) => counts.get(id) === 1).length;
    const counts = { inactive, alertedOnce: once(alerts), putOnce: once(outcomes) };
    const { published, events, requests } = aws;
    const right =
      Object.values(counts).every((count) => count === KEYS) &&
      published.length === KEYS &&
      events.length === KEYS &&
      failures.every(isLate);
    return {
      rows: [
        {
          measured: '1,000 findings at once: keys Inactive / alerts / outcome events (must be 1,000)',
          responder: Object.values(counts).join(' / '),
        },
        {
          measured: '… of which Lambda would run again, because an answer was late',
          responder: String(failures.length),
        },
        {
          measured: '… seconds / requests / peak memory (RSS) in MB',
          responder: `${(milliseconds / 1000).toFixed(1)} / ${requests.length} / ${peakMegabytes.toFixed(0)}`,
        },
      ],
      problems: right
        ? []
        : [
            `1,000 at once: ${JSON.stringify(counts)} of ${published.length} alerts and ${events.length} events`,
            ...failures.filter((failure) => !isLate(failure)).slice(0, 3),
          ],
    };
  } finally {
    process.stop();
    await aws.stop();
  }
}

/**
 * A thousand requests queue for the SDK's fifty sockets, and its timeout runs meanwhile: on a slow machine the read-back
 * comes too late. That is a matter of time, the alert says so, and nothing is lost by it.
 */
function isLate(failure: string): boolean {
  const reasons = failure.split('run again: ').at(-1)?.split('; ') ?? [];
  return reasons.every((reason) => /^(NOT_CONTAINED: not-verified|\S+ TimeoutError)$/.test(reason));
}

function openAccount(aws: Aws, { stack }: Subjects): readonly string[] {
  for (const { arn } of stack.topics) aws.topics.add(arn);
  for (const { name, key } of stack.tables) aws.tables.set(name, key);
  return Array.from({ length: KEYS }, (_, index) => {
    const { accessKeyId, userName } = stolenKey(index + 1);
    aws.identities.createAccessKey(aws.identities.createUser({ userName }), { accessKeyId });
    return accessKeyId;
  });
}

function sessionOf(roleArn: string, { identities, sessions }: Aws) {
  const role = identities.createRole({ roleName: roleArn.split('/').at(-1) ?? '' });
  return sessions.startForRole(role, 'respond', 3_600);
}

/** How often each key is spoken of. */
function perKey(
  messages: readonly { readonly key?: { readonly id?: string } }[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { key } of messages) counts.set(key?.id ?? '', (counts.get(key?.id ?? '') ?? 0) + 1);
  return counts;
}
