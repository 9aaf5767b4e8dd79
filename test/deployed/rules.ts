import {
  DisableRuleCommand,
  EnableRuleCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { GetPolicyCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import type { Aws } from './aws.ts';
import type { AwsEvent } from './events/envelope.ts';
import { valueAt } from './json.ts';
import { present } from './present.ts';
import type { Stack } from './stack.ts';

export interface DeployedRule {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  readonly pattern: string;
  readonly state: string;
}

/** Those with a pattern: a schedule has no event. @throws if a rule of the stack is on neither bus: nothing could be said of a rule that is not looked at. */
export async function readRules(
  { events }: Aws,
  busNames: readonly string[],
  logicalIds: ReadonlyMap<string, string>,
): Promise<readonly DeployedRule[]> {
  const rules: DeployedRule[] = [];
  let schedules = 0;
  for (const busName of busNames) {
    const { Rules = [] } = await events.send(new ListRulesCommand({ EventBusName: busName }));
    for (const { Name = '', Arn = '', EventPattern = '', State = '', ScheduleExpression } of Rules) {
      const logicalId = logicalIds.get(Name);
      // Others may have rules on these buses too.
      if (logicalId === undefined) continue;
      if (ScheduleExpression !== undefined && EventPattern === '') {
        schedules += 1;
        continue;
      }
      rules.push({ logicalId, name: Name, arn: Arn, busName, pattern: EventPattern, state: State });
    }
  }
  const found = rules.length + schedules;
  if (found !== logicalIds.size) throw new Error(`found ${found} of ${logicalIds.size} rules`);
  return rules;
}

/** While the work is done no schedule runs a function, which would do it meanwhile. */
export async function withoutSchedules<T>({ events }: Aws, work: () => Promise<T>): Promise<T> {
  const { Rules = [] } = await events.send(new ListRulesCommand({}));
  const scheduled = Rules.filter(({ ScheduleExpression }) => ScheduleExpression !== undefined);
  try {
    for (const { Name } of scheduled) await events.send(new DisableRuleCommand({ Name }));
    return await work();
  } finally {
    for (const { Name } of scheduled) await events.send(new EnableRuleCommand({ Name }));
  }
}

/** The rules that must match an event of this bus: each of the default bus has a twin, for an event that is forwarded home. */
export function rulesFor({
  rule,
  bus,
}: {
  readonly rule: string;
  readonly bus: Delivery['bus'];
}): readonly string[] {
  return bus === 'default' ? [rule, `Forwarded${rule}`] : [rule];
}

/** The deployed rules, on whatever bus, that would send this event to their targets. */
export async function findMatchingRules(
  aws: Aws,
  stack: Pick<Stack, 'rules'>,
  event: AwsEvent,
): Promise<readonly DeployedRule[]> {
  const Event = JSON.stringify(event);
  const listening = stack.rules.filter((rule) => listensTo(rule, event));
  const answers = await Promise.all(
    listening.map((rule) =>
      aws.events.send(new TestEventPatternCommand({ EventPattern: rule.pattern, Event })),
    ),
  );
  return listening.filter((_, index) => answers[index]?.Result === true);
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html */
function listensTo({ state }: DeployedRule, { detail }: AwsEvent): boolean {
  const onlyReads = detail['readOnly'] === true && detail['managementEvent'] === true;
  return state === 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' || (state === 'ENABLED' && !onlyReads);
}

export interface Delivery {
  readonly event: AwsEvent;
  readonly bus: 'default' | 'responder';
}

/**
 * Delivers an event as EventBridge would. Nobody may put events of AWS's own sources, so for those the targets of the
 * matching rules are invoked, asynchronously as EventBridge does it.
 */
export async function deliver(aws: Aws, stack: Stack, { event, bus }: Delivery): Promise<void> {
  if (bus === 'responder') return putEvent(aws, stack.busName, event);

  for (const rule of await findMatchingRules(aws, stack, event)) {
    if (rule.busName !== 'default') continue;
    const { Targets = [] } = await aws.events.send(new ListTargetsByRuleCommand({ Rule: rule.name }));
    for (const { Arn, Input, InputPath, InputTransformer } of Targets) {
      if (Input ?? InputPath ?? InputTransformer) throw new Error(`${rule.logicalId} changes the event`);
      const request = { FunctionName: Arn, InvocationType: 'Event', Payload: JSON.stringify(event) } as const;
      await aws.lambda.send(new InvokeCommand(request));
    }
  }
}

async function putEvent({ events }: Aws, busName: string, event: AwsEvent): Promise<void> {
  const entry = {
    EventBusName: busName,
    Source: event.source,
    DetailType: event['detail-type'],
    Detail: JSON.stringify(event.detail),
  };
  const { FailedEntryCount, Entries } = await events.send(new PutEventsCommand({ Entries: [entry] }));
  if (FailedEntryCount !== 0) throw new Error(`PutEvents: ${Entries?.[0]?.ErrorCode}`);
}

/** Whether the function admits EventBridge when it comes for this rule. AWS refuses the delivery otherwise. */
export async function admits({ lambda }: Aws, { functionName }: Stack, rule: DeployedRule): Promise<boolean> {
  const { Policy } = await lambda.send(new GetPolicyCommand({ FunctionName: functionName }));
  const statements = valueAt(JSON.parse(present(Policy, "the function's policy")), 'Statement');
  return (
    Array.isArray(statements) &&
    statements.some(
      (statement) =>
        valueAt(statement, 'Effect') === 'Allow' &&
        valueAt(statement, 'Action') === 'lambda:InvokeFunction' &&
        valueAt(statement, 'Principal', 'Service') === 'events.amazonaws.com' &&
        valueAt(statement, 'Condition', 'ArnLike', 'AWS:SourceArn') === rule.arn,
    )
  );
}
