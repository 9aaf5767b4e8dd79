import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { isBusEvent } from '../../local/stack/bus-event.ts';
import { matchingRules } from '../../local/stack/rule-matching.ts';
import { readStack } from '../../local/template.ts';
import { text } from '../../src/sources/fields.ts';
import type { Json } from '../fixture.ts';
import { openHouse } from '../house.ts';
import { type CorpusEvent, inOurAccount, readCorpus } from './corpus.ts';
import { suspectsOf } from './oracle.ts';
import { populate } from './population.ts';

const BUS = 'compromised-key-responder-prod';
const { rules } = readStack('.serverless', {
  accountId: '111122223333',
  region: 'us-east-1',
  partition: 'aws',
  stackName: BUS,
});
const SETTINGS = {
  SUSPECTED_API_CALLS:
    'cloudtrail:StopLogging, cloudtrail:DeleteTrail, guardduty:DeleteDetector, organizations:LeaveOrganization',
};
/** Every way in which an event can end, by the state of its alert, or of its outcome event where nobody is alerted. */
const STATES = ['CONTAINED', 'PARTLY_CONTAINED', 'NOT_CONTAINED', 'NO_ACTION', 'TEST'];

const corpus = readCorpus();
const became = new Map<string, Map<string, number>>();

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
afterAll(async () => {
  await aws.stop();
  console.log(summary());
});

describe.each(corpus.map((one) => [`${one.folder}/${one.file}`, one] as const))('%s', (_, one) => {
  test('in our account changes nothing but what the decision table justifies, and ends in a known state', async () => {
    const event = inOurAccount(one.event);
    const justified = populate(aws, event, suspectsOf(event));
    const end = await handle(event);
    expect(inactiveKeys()).toEqual([...justified].toSorted());
    const matched = rulesFor(event);
    // A rule that misses what the handler would stop is a theft that nobody hears of.
    if (justified.size > 0 && !isOtherButton(event)) expect(matched).not.toEqual([]);
    count(one, matched.length === 0 ? `no rule, else ${end}` : end);
  });

  test('as it is, of an account that is not ours, changes nothing', async () => {
    const justified = populate(aws, one.event, suspectsOf(one.event));
    await handle(one.event);
    expect(inactiveKeys()).toEqual([...justified].toSorted());
  });
});

/** Through the handler: no other error than the one that has the event run again, and never in silence. */
async function handle(event: Json): Promise<string> {
  const thrown = await openHouse(aws, SETTINGS)
    .invoke(event)
    .then(
      () => undefined,
      (error: Error) => error.name,
    );
  expect(['UnfinishedResponseError', undefined]).toContain(thrown);
  for (const { service, action, params } of aws.requests) {
    if (service !== 'iam' || /^(List|Get)/.test(action)) continue;
    expect(params['Status']).toBe('Inactive');
    // Of a reported user or credential; nobody in these accounts has one.
    if (action === 'UpdateServiceSpecificCredential') {
      expect(params['ServiceSpecificCredentialId']).toBe(text(event['detail'], 'accessKeyId'));
      expect(params['UserName']).toBe(text(event['detail'], 'userName'));
      continue;
    }
    expect(action).toBe('UpdateAccessKey');
    expect(params['AccessKeyId']).toMatch(/^AKIA[A-Z0-9]{12,124}$/);
  }
  expect(aws.events.length).toBeGreaterThan(0);
  const [told] = aws.published.map(({ bodies }) => JSON.parse(bodies.sqs));
  const ended = told ?? aws.events[0]?.event.detail;
  expect(told === undefined).toBe(
    ['own-key', 'own-change', 'no-restraint', 'nothing-to-resolve', 'settled'].includes(ended.reason),
  );
  expect(STATES).toContain(ended.state);
  expect(ended.reason).toMatch(/^[a-z-]+$/);
  return `${ended.state} ${ended.reason}`;
}

function inactiveKeys(): readonly string[] {
  const tried = aws.requests.flatMap(({ params }) => String(params['AccessKeyId'] ?? '') || []);
  return [...new Set(tried)].filter((id) => aws.identities.statusOf(id) === 'Inactive').toSorted();
}

/** The handler takes the word of its rule for which button was pressed. */
function isOtherButton({ detail }: Json): boolean {
  return (text(detail, 'actionName') ?? 'Contain access key') !== 'Contain access key';
}

function rulesFor(event: Json): readonly string[] {
  if (!isBusEvent(event)) return [];
  return ['default', BUS].flatMap((bus) =>
    matchingRules(rules, bus, event).map(({ logicalId }) => logicalId),
  );
}

function count({ folder }: CorpusEvent, end: string): void {
  const ends = became.get(folder) ?? new Map<string, number>();
  became.set(folder, ends.set(end, (ends.get(end) ?? 0) + 1));
}

function summary(): string {
  const lines = [...became].flatMap(([folder, ends]) => {
    const total = [...ends.values()].reduce((sum, one) => sum + one, 0);
    const most = [...ends].toSorted(([, a], [, b]) => b - a);
    return [
      `${folder}: ${total} files`,
      ...most.map(([end, times]) => `  ${String(times).padStart(4)} ${end}`),
    ];
  });
  return ['What became of every event, in our account:', ...lines].join('\n');
}

test('every file of the corpus was counted once', () => {
  const counted = [...became.values()]
    .flatMap((ends) => [...ends.values()])
    .reduce((sum, one) => sum + one, 0);
  expect(counted).toBe(corpus.length);
});
