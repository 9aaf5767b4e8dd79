import type { EventRule } from '../../src/sources/event-source.ts';
import { sources } from '../../src/sources/index.ts';
import { inBlock, inFlow } from './yaml-text.ts';

/**
 * The generated parts of stacks/forward.yml. CloudFormation reads it as it is, and no package is made of it: what depends on
 * a setting is a parameter there.
 */
export const forwardParts: Readonly<Record<string, () => readonly string[]>> = {
  rules: () => forwardedRules.flatMap(ruleLines),
  'rules that may park events': () => forwardedRules.map(queueLine),
};

const forwardedRules = sources.flatMap(({ rules }) => rules).filter(({ bus }) => bus === 'default');

function ruleLines(rule: EventRule): readonly string[] {
  return [
    `  ${rule.id}:`,
    '    Type: AWS::Events::Rule',
    `    Condition: ${rule.condition ?? 'IsElsewhere'}`,
    '    Properties:',
    `      Description: ${inFlow(rule.description)}`,
    ...(rule.seesReadOnlyCalls ? ['      State: ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'] : []),
    '      EventPattern:',
    ...inBlock(patternOf(rule), 8),
    `      Targets: [${inFlow(HOME)}]`,
  ];
}

const HOME = {
  Id: 'home',
  Arn: {
    'Fn::Sub': `arn:\${AWS::Partition}:events:\${HomeRegion}:\${HomeAccountId}:event-bus/\${HomeBusName}`,
  },
  RoleArn: { 'Fn::GetAtt': ['ForwardRole', 'Arn'] },
  RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
  DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['UndeliveredEventsQueue', 'Arn'] } },
};

/** As the settings of the responder's stack, and in the same form. */
const parameters = { honeyKeys: { Ref: 'HoneyKeys' }, suspectedApiCalls: { Ref: 'SuspectedApiCalls' } };

/** Each value is new, so that YAML has no aliases, which CloudFormation does not read. */
function patternOf({ pattern }: EventRule): unknown {
  return JSON.parse(JSON.stringify(pattern(parameters)));
}

function queueLine({ id, condition }: EventRule): string {
  const arn = { 'Fn::GetAtt': [id, 'Arn'] };
  const value = condition === undefined ? arn : { 'Fn::If': [condition, arn, { Ref: 'AWS::NoValue' }] };
  return `                  - ${inFlow(value)}`;
}
