import type { Permission } from '../../src/core/permission.ts';
import { functions } from '../../src/functions/index.ts';
import type { LambdaFunction } from '../../src/functions/lambda-function.ts';
import type { EventRule } from '../../src/sources/event-source.ts';
import { byPolicy } from './permissions.ts';
import { inBlock, inFlow } from './yaml-text.ts';

/** The generated parts of serverless.yml, by name. */
export const stackParts: Readonly<Record<string, () => readonly string[]>> = {
  functions: () => functions.flatMap(functionLines),
  roles: () => functions.flatMap(roleLines),
  rules: () => functions.flatMap(ruleLines),
  'rules that may park events': () => functions.flatMap(queueLines),
  retries: () => functions.flatMap(retryLines),
  'roles that may publish': () => functions.filter(publishes).flatMap((unit) => principalLines(unit, 20)),
  'roles that may put outcome events': () =>
    functions.filter(putsEvents).flatMap((unit) => principalLines(unit, 20)),
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
    ...afterFailureLines(trigger),
    `    environment: \${file(scripts/stack-settings.cjs):${name}Environment}`,
  ];
}

function afterFailureLines(trigger: LambdaFunction['trigger']): readonly string[] {
  // The schedule comes again: a run that failed is not repeated, and its event is worth nothing.
  if ('schedule' in trigger) return ['    maximumRetryAttempts: 0', '    maximumEventAge: 60'];
  // CloudFormation waits for so long (ServiceTimeout), and then the deployment fails: an older event is worth nothing.
  if ('customResource' in trigger) return ['    maximumRetryAttempts: 2', '    maximumEventAge: 300'];
  return [
    '    maximumRetryAttempts: 2',
    '    maximumEventAge: 21600',
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

/** What Lambda does with the role of every function. */
function byLambda(name: string): readonly Permission[] {
  const group = `log-group:/aws/lambda/\${self:service}-\${sls:stage}-${name}:*`;
  return [
    {
      sid: 'OwnLog',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resource: { 'Fn::Sub': `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:${group}` },
    },
  ];
}

export function statementLines(
  { sid, because, effect, actions, resource, condition }: Permission,
  indent: number,
): readonly string[] {
  const resources: unknown =
    typeof resource === 'string' && resource.startsWith('${file(') ? undefined : resource;
  return [
    `- Sid: ${sid}`,
    ...(because === undefined ? [] : [`  # ${because}`]),
    `  Effect: ${effect ?? 'Allow'}`,
    `  Action: ${inFlow(actions)}`,
    // Serverless resolves this value, so it must stay as it is.
    `  Resource: ${resources === undefined ? resource : inFlow(resources)}`,
    ...(condition === undefined ? [] : [`  Condition: ${inFlow(condition)}`]),
  ].map((line) => `${' '.repeat(indent)}${line}`);
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
  const id = `${pascal(unit.name)}Schedule`;
  const { Id, Arn } = targetOf(unit);
  return [
    `    ${id}:`,
    '      Type: AWS::Events::Rule',
    '      Properties:',
    `        ScheduleExpression: ${inFlow(schedule)}`,
    `        Targets: [${inFlow({ Id, Arn })}]`,
    ...permissionLines({ id }, unit),
    // Nothing comes back from a run that failed, so an alarm tells of it.
    `    ${pascal(unit.name)}Alarm:`,
    '      Type: AWS::CloudWatch::Alarm',
    '      Properties:',
    `        AlarmDescription: The function ${unit.name} fails. See docs/runbook.md.`,
    '        Namespace: AWS/Lambda',
    '        MetricName: Errors',
    `        Dimensions: [{ Name: FunctionName, Value: !Ref ${pascal(unit.name)}LambdaFunction }]`,
    '        Statistic: Sum',
    '        Period: 900',
    '        EvaluationPeriods: 2',
    '        Threshold: 0',
    '        ComparisonOperator: GreaterThanThreshold',
    '        TreatMissingData: notBreaching',
    '        AlarmActions: [!Ref OperationsTopic]',
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

/** If a pattern depends on a parameter, packaging the stack computes it. */
function patternLines({ id, parameter, pattern }: EventRule): readonly string[] {
  if (parameter !== undefined)
    return [`        EventPattern: \${file(scripts/stack-settings.cjs):${id}Pattern}`];
  return ['        EventPattern:', ...inBlock(pattern({ honeyKeys: [], suspectedApiCalls: [] }), 10)];
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

function pascal(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
