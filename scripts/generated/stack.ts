import { HEARTBEAT_SOURCE } from '../../src/core/heartbeat.ts';
import type { Permission } from '../../src/core/permission.ts';
import { functions } from '../../src/functions/index.ts';
import type { LambdaFunction } from '../../src/functions/lambda-function.ts';
import type { EventRule } from '../../src/sources/event-source.ts';
import { listParameters } from '../settings/rule-patterns.ts';
import { alarmParts } from './alarms.ts';
import { dashboardLines } from './dashboard.ts';
import { directRuleParts } from './direct-rules.ts';
import { maximumEventAge } from './event-age.ts';
import { logParts } from './logs.ts';
import { pascal, scheduleId } from './names.ts';
import { byPolicy } from './permissions.ts';
import { inBlock, inFlow } from './yaml-text.ts';

/** The generated parts of serverless.yml, by name. */
export const stackParts: Readonly<Record<string, () => readonly string[]>> = {
  functions: () => functions.flatMap(functionLines),
  roles: () => functions.flatMap(roleLines),
  rules: () => functions.flatMap(ruleLines),
  'rules that may park events': () => functions.flatMap(queueLines),
  retries: () => functions.flatMap(retryLines),
  ...logParts,
  ...alarmParts,
  dashboard: dashboardLines,
  ...directRuleParts,
  'roles that may publish': () => functions.filter(publishes).flatMap((unit) => principalLines(unit, 20)),
  'roles that may page': () => functions.filter(publishes).flatMap((unit) => principalLines(unit, 20)),
  'roles that may put outcome events': () =>
    functions.filter(putsEvents).flatMap((unit) => principalLines(unit, 20)),
  'roles that may put heartbeats': () => functions.filter(beats).flatMap((unit) => principalLines(unit, 20)),
  'roles that may send into the retry queue': () =>
    functions.filter(({ trigger }) => 'rules' in trigger).flatMap((unit) => principalLines(unit, 22)),
  'roles that may write the ledger': () =>
    functions.filter(writesLedger).flatMap((unit) => principalLines(unit, 24)),
};

function functionLines({
  name,
  description,
  memorySize,
  timeout,
  trigger,
}: LambdaFunction): readonly string[] {
  return [
    `  ${name}:`,
    `    description: ${description}`,
    `    handler: dist/${name}/${name}.handler`,
    '    package:',
    `      patterns: ['dist/${name}/**']`,
    `    role: ${pascal(name)}Role`,
    `    memorySize: ${memorySize}`,
    `    timeout: ${timeout}`,
    // The framework's own group would have a fixed name, which a second deployment could not take after a removal.
    '    disableLogs: true',
    ...('rules' in trigger ? [`    reservedConcurrency: ${RESERVED}`] : []),
    ...afterFailureLines(trigger),
    `    environment: \${file(scripts/stack-settings.cjs):${name}Environment}`,
  ];
}

const RESERVED = '!If [ReservesConcurrency, !Ref reservedConcurrency, !Ref AWS::NoValue]';

function afterFailureLines(trigger: LambdaFunction['trigger']): readonly string[] {
  const age = `    maximumEventAge: ${maximumEventAge(trigger)}`;
  // The schedule comes again: a run that failed is not repeated.
  if ('schedule' in trigger) return ['    maximumRetryAttempts: 0', age];
  if ('customResource' in trigger) return ['    maximumRetryAttempts: 2', age];
  return [
    '    maximumRetryAttempts: 2',
    age,
    '    destinations:',
    '      onFailure:',
    '        type: sqs',
    '        arn: !GetAtt RetryQueue.Arn',
  ];
}

function roleLines({ name, permissions }: LambdaFunction): readonly string[] {
  const { inRole, beside } = byPolicy([...permissions, ...byLambda(name)]);
  const role = `${pascal(name)}Role`;
  return [
    `    ${role}:`,
    '      Type: AWS::IAM::Role',
    '      Properties:',
    '        Path: !Ref rolePath',
    '        PermissionsBoundary: !If [HasPermissionsBoundary, !Ref permissionsBoundaryArn, !Ref AWS::NoValue]',
    ...(permissions.some(assumesRoles) ? [`        RoleName: \${self:service}-\${sls:stage}-${name}`] : []),
    '        AssumeRolePolicyDocument:',
    "          Version: '2012-10-17'",
    '          Statement:',
    '            - Effect: Allow',
    '              Principal: { Service: lambda.amazonaws.com }',
    '              Action: sts:AssumeRole',
    '        Policies:',
    `          - PolicyName: ${name}`,
    '            PolicyDocument:',
    "              Version: '2012-10-17'",
    '              Statement:',
    ...inRole.flatMap((permission) => statementLines(permission, 16)),
    ...beside.flatMap(({ policy, permissions: its }) => [
      `    ${name === 'respond' ? '' : pascal(name)}${policy.policy}:`,
      '      Type: AWS::IAM::Policy',
      ...(policy.condition === undefined ? [] : [`      Condition: ${policy.condition}`]),
      '      Properties:',
      `        PolicyName: ${policy.policyName}`,
      `        Roles: [!Ref ${role}]`,
      '        PolicyDocument:',
      "          Version: '2012-10-17'",
      '          Statement:',
      ...its.flatMap((permission) => statementLines(permission, 12)),
    ]),
  ];
}

/** Other accounts trust the role by its name. So a stack that is made anew has the same. */
function assumesRoles({ actions }: Permission): boolean {
  return actions.includes('sts:AssumeRole');
}

/** What Lambda does with the role of every function. */
function byLambda(name: string): readonly Permission[] {
  return [
    {
      sid: 'OwnLog',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resource: { 'Fn::GetAtt': [`${pascal(name)}LogGroup`, 'Arn'] },
    },
  ];
}

export function statementLines(
  { sid, because, effect, actions, resource, condition }: Permission,
  indent: number,
): readonly string[] {
  return [
    `- Sid: ${sid}`,
    ...(because === undefined ? [] : [`  # ${because}`]),
    `  Effect: ${effect ?? 'Allow'}`,
    `  Action: ${inFlow(actions)}`,
    ...resourceLines(resource),
    ...(condition === undefined ? [] : [`  Condition: ${inFlow(condition)}`]),
  ].map((line) => `${' '.repeat(indent)}${line}`);
}

/** What no eye could follow in one line has many. */
function resourceLines(resource: Permission['resource']): readonly string[] {
  const line = `  Resource: ${inFlow(resource)}`;
  return line.length < 1000 ? [line] : ['  Resource:', ...inBlock(resource, 4)];
}

function ruleLines(unit: LambdaFunction): readonly string[] {
  if ('customResource' in unit.trigger) return [];
  if ('schedule' in unit.trigger) return scheduleLines(unit, unit.trigger.schedule);
  const target = targetOf(unit);
  return unit.trigger.rules.flatMap((rule) => [
    `    ${rule.id}:`,
    '      Type: AWS::Events::Rule',
    ...(rule.condition === undefined ? [] : [`      Condition: ${rule.condition}`]),
    '      Properties:',
    `        Description: ${inFlow(rule.description)}`,
    ...(rule.bus === 'own' ? ['        EventBusName: !Ref ResponderBus'] : []),
    ...(rule.seesReadOnlyCalls ? ['        State: ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'] : []),
    ...patternLines(rule),
    `        Targets: [${inFlow(target)}]`,
    ...permissionLines(rule, unit),
  ]);
}

function scheduleLines(unit: LambdaFunction, schedule: string): readonly string[] {
  const id = scheduleId(unit.name);
  const { Id, Arn } = targetOf(unit);
  return [
    `    ${id}:`,
    '      Type: AWS::Events::Rule',
    '      Properties:',
    `        ScheduleExpression: ${inFlow(schedule)}`,
    `        Targets: [${inFlow({ Id, Arn })}]`,
    ...permissionLines({ id }, unit),
  ];
}

/** EventBridge retries for a day and then puts the event into the queue, from which it comes back. */
function targetOf({ name }: LambdaFunction) {
  return {
    Id: name,
    Arn: { 'Fn::GetAtt': [`${pascal(name)}LambdaFunction`, 'Arn'] },
    RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
    DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['RetryQueue', 'Arn'] } },
  };
}

/** Gives the messages of the retry queue to the function, one at a time, so that none waits for another's backoff. */
function retryLines({ name, trigger }: LambdaFunction): readonly string[] {
  if (!('rules' in trigger)) return [];
  return [
    `    ${pascal(name)}Retries:`,
    '      Type: AWS::Lambda::EventSourceMapping',
    '      Properties:',
    `        FunctionName: !GetAtt ${pascal(name)}LambdaFunction.Arn`,
    '        EventSourceArn: !GetAtt RetryQueue.Arn',
    '        BatchSize: 1',
    '        FunctionResponseTypes: [ReportBatchItemFailures]',
    '        # New events come first: at most so many old ones run at the same time.',
    '        ScalingConfig: { MaximumConcurrency: 10 }',
  ];
}

/** CloudFormation makes the lists of a pattern that depends on a parameter. */
function patternLines({ id, twinOf, pattern }: EventRule): readonly string[] {
  if (twinOf !== undefined) return [`        EventPattern: *${twinOf}Pattern`];
  return [`        EventPattern: &${id}Pattern`, ...inBlock(pattern(listParameters), 10)];
}

function permissionLines(
  { id, condition }: Pick<EventRule, 'id' | 'condition'>,
  { name }: LambdaFunction,
): readonly string[] {
  const rule = { 'Fn::GetAtt': [id, 'Arn'] };
  return [
    `    ${id}Permission:`,
    '      Type: AWS::Lambda::Permission',
    ...(condition === undefined ? [] : [`      Condition: ${condition}`]),
    '      Properties:',
    `        FunctionName: !GetAtt ${pascal(name)}LambdaFunction.Arn`,
    '        Action: lambda:InvokeFunction',
    '        Principal: events.amazonaws.com',
    `        SourceArn: ${inFlow(rule)}`,
  ];
}

function queueLines({ trigger }: LambdaFunction): readonly string[] {
  if (!('rules' in trigger)) return [];
  return trigger.rules.map(({ id, condition }) => {
    const arn = { 'Fn::GetAtt': [id, 'Arn'] };
    const value = condition === undefined ? arn : { 'Fn::If': [condition, arn, { Ref: 'AWS::NoValue' }] };
    return `                    - ${inFlow(value)}`;
  });
}

function publishes({ permissions }: LambdaFunction): boolean {
  return permissions.some(({ actions }) => actions.includes('sns:Publish'));
}

function putsEvents({ permissions }: LambdaFunction): boolean {
  return permissions.some(({ actions }) => actions.includes('events:PutEvents'));
}

function beats({ permissions }: LambdaFunction): boolean {
  return permissions.some(({ condition }) => JSON.stringify(condition ?? {}).includes(HEARTBEAT_SOURCE));
}

function writesLedger({ permissions }: LambdaFunction): boolean {
  return permissions.some(({ actions }) =>
    actions.some((action) => /^dynamodb:(Put|Update|Delete|BatchWrite)/.test(action)),
  );
}

/** The ARN of the role's session: the policy of a resource needs it beside the ARN of the role. */
function principalLines({ name }: LambdaFunction, indent: number): readonly string[] {
  const role = `${pascal(name)}Role`;
  const session = `arn:\${AWS::Partition}:sts::\${AWS::AccountId}:assumed-role/\${${role}}/*`;
  return [{ 'Fn::GetAtt': [role, 'Arn'] }, { 'Fn::Sub': session }].map(
    (arn) => `${' '.repeat(indent)}- ${inFlow(arn)}`,
  );
}
