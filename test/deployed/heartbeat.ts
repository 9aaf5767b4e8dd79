import { DisableRuleCommand, EnableRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetQueueAttributesCommand, PurgeQueueCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Aws } from './aws.ts';
import { invokeFunction } from './invoke.ts';
import { parseJson, textAt, valueAt } from './json.ts';
import { openMailbox } from './mailbox.ts';
import { readNotification } from './messages/notification.ts';
import { present } from './present.ts';
import type { Finding } from './report.ts';
import { countRetries, emptyRetries } from './retry-queue.ts';
import { readRolePolicy } from './role-policy.ts';
import { withoutSchedules } from './rules.ts';
import type { Proof } from './run-case.ts';

const SECONDS = 10;
/** A heartbeat that arrives does so within one. */
const SECONDS_OF_SILENCE = 3;

/** What the schedule starts, once: what arrives, and what keeps it from arriving. */
export function proveHeartbeat(proof: Proof): Promise<readonly Finding[]> {
  const { aws, stack } = proof;
  return withoutSchedules(aws, () => reachedWithoutTls(aws, stack.heartbeatQueueUrl, () => prove(proof)));
}

/** SNS delivers by TLS. MiniStack takes its deliveries for what the publisher's call was, and that is without. */
async function reachedWithoutTls<T>({ sqs }: Aws, QueueUrl: string, work: () => Promise<T>): Promise<T> {
  const request = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] });
  const Policy = present((await sqs.send(request)).Attributes?.['Policy'], 'the policy of the queue');
  const put = (policy: string) =>
    sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: policy } }));
  const document = parseJson(Policy);
  const Statement = [valueAt(document, 'Statement')]
    .flat()
    .filter((one) => textAt(one, 'Sid') !== 'OnlyByTls');
  try {
    await put(JSON.stringify({ Version: '2012-10-17', Statement }));
    return await work();
  } finally {
    await put(Policy);
  }
}

async function prove(proof: Proof): Promise<readonly Finding[]> {
  const { aws, stack, proofStack } = proof;
  const { heartbeatQueueUrl: QueueUrl, busName: EventBusName } = stack;
  await aws.sqs.send(new PurgeQueueCommand({ QueueUrl }));
  // What failed before, while an action was taken out of the role, is no heartbeat.
  await emptyRetries(aws, stack);
  const beat = () => invokeFunction(aws, stack.deadLettersFunctionName);
  const arrives = async (seconds: number) => {
    const queue = openMailbox(aws, QueueUrl, readNotification);
    return (await queue.find(({ json }) => textAt(json, 'kind') === 'heartbeat', seconds))?.json;
  };

  await beat();
  const first = await arrives(SECONDS);

  const rule = present(
    stack.rules.find(({ logicalId }) => logicalId === 'ReportRule'),
    'ReportRule',
  );
  await aws.events.send(new DisableRuleCommand({ Name: rule.name, EventBusName }));
  await beat();
  const disabled = await arrives(SECONDS_OF_SILENCE);
  await aws.events.send(new EnableRuleCommand({ Name: rule.name, EventBusName }));

  const policy = await readRolePolicy(aws, stack.roleName);
  const needed = policy.grants.filter(({ action }) => action === 'iam:UpdateAccessKey');
  const refused = await policy.without(needed, async () => {
    await beat();
    return arrives(SECONDS_OF_SILENCE);
  });

  await beat();
  const again = await arrives(SECONDS);
  const heard = async (box: 'alerts' | 'mails') => {
    const { subject } =
      (await proofStack[box]?.find((message) => message.subject.includes('heartbeat'), 0)) ?? {};
    return subject;
  };
  const [alert, mail] = [await heard('alerts'), await heard('mails')];
  return [
    {
      what: 'a heartbeat arrives by bus, rule, function and topic in its queue',
      passed: textAt(first, 'state') === 'TEST',
      found: JSON.stringify(first),
    },
    { what: 'none arrives while the rule is disabled', passed: disabled === undefined },
    { what: 'none arrives while the role may not change keys', passed: refused === undefined },
    { what: 'it arrives again after that', passed: again !== undefined },
    {
      what: 'no mailbox and nobody who asked for alerts gets one',
      passed: alert === undefined && mail === undefined,
      found: alert ?? mail ?? '',
    },
    {
      what: 'and none is in the retry queue',
      passed: (await countRetries(aws, stack)) === 0,
    },
  ];
}
