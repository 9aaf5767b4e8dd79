import {
  DeleteRuleCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  type EventBridgeClient,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { connect } from './aws.ts';
import { ruleDisabling } from './events/api-calls.ts';
import type { AwsEvent } from './events/envelope.ts';
import { answerTo } from './forbidden-calls.ts';
import { textAt } from './json.ts';
import { present } from './present.ts';
import type { Finding } from './report.ts';
import { type DeployedRule, findMatchingRules } from './rules.ts';
import type { Proof } from './run-case.ts';
import { allow, createUser } from './users.ts';

/** The rules that tell people by themselves. No function runs for them, so they have no case. */
export const tellsPeople = ({ logicalId }: DeployedRule) => /^Own\w+Rule$/.test(logicalId);

const SILENCED = 'GuardDutyFindingRule';

/** A thief switches a rule off, and people hear of it, although no event comes to the function by that rule any more. */
export async function proveTampering(proof: Proof): Promise<readonly Finding[]> {
  const { aws, stack, proofStack } = proof;
  const rule = present(
    stack.rules.find(({ logicalId }) => logicalId === SILENCED),
    SILENCED,
  );
  const thief = await createUser(aws, 'saboteur');
  await allow(thief, 'events:DisableRule');
  const asThief = connect(aws.endpoint, thief.keys[0]).events;
  const before = await stateOf(aws.events, rule);
  const disabled = await answerTo(asThief.send(new DisableRuleCommand({ Name: rule.name })));
  const during = await stateOf(aws.events, rule);
  const event = ruleDisabling(thief, rule.name);
  const matching = (await findMatchingRules(aws, stack, event)).filter(
    ({ busName }) => busName === 'default',
  );
  for (const one of matching) await deliverAsOurs(aws.events, one, event);

  const names = (text: string) => text.includes('DisableRule') && text.includes(thief.name);
  const mailed = await proofStack.operations.find(({ text }) => names(text), 10);
  const page = await proofStack.pages?.find(({ text }) => names(text), 10);
  await aws.events.send(new EnableRuleCommand({ Name: rule.name }));
  return [
    {
      what: `a thief switches ${SILENCED} off`,
      passed: disabled === 'ok' && before === 'ENABLED' && during === 'DISABLED',
      found: `${disabled}, ${before}, ${during}`,
    },
    {
      what: 'one rule of those that tell people listens for it, and no other',
      passed: matching.length === 1 && matching.every(tellsPeople),
      found: matching.map(({ logicalId }) => logicalId).join(),
    },
    {
      what: 'whoever looks after the responder reads who it was',
      passed: mailed?.text.includes(`access key ${thief.keys[0].accessKeyId}`) === true,
      found: mailed?.text ?? 'nothing',
    },
    {
      what: 'the pager is told, as an alarm',
      passed:
        textAt(page?.json, 'NewStateValue') === 'ALARM' &&
        textAt(page?.json, 'AlarmName').endsWith(':DisableRule'),
      found: page?.text ?? 'nothing',
    },
  ];
}

async function stateOf(events: EventBridgeClient, { name }: DeployedRule): Promise<string> {
  return (await events.send(new DescribeRuleCommand({ Name: name }))).State ?? 'unknown';
}

/**
 * Nobody may put an event of AWS's sources, so a rule with the deployed targets, as they are, listens for the same event of another
 * source: MiniStack's EventBridge makes the text and publishes it.
 */
async function deliverAsOurs(events: EventBridgeClient, rule: DeployedRule, event: AwsEvent): Promise<void> {
  const Name = 'proof-of-tampering';
  const Source = 'proof.tampering';
  const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: rule.name }));
  await events.send(new PutRuleCommand({ Name, EventPattern: JSON.stringify({ source: [Source] }) }));
  await events.send(new PutTargetsCommand({ Rule: Name, Targets }));
  const entry = { Source, DetailType: event['detail-type'], Detail: JSON.stringify(event.detail) };
  await events.send(new PutEventsCommand({ Entries: [entry] }));
  const Ids = Targets.map(({ Id }) => present(Id, 'Id'));
  await events.send(new RemoveTargetsCommand({ Rule: Name, Ids }));
  await events.send(new DeleteRuleCommand({ Name }));
}
