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
  Arn: { Ref: 'HomeBusArn' },
  RoleArn: { 'Fn::GetAtt': ['ForwardRole', 'Arn'] },
  RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
  DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['UndeliveredEventsQueue', 'Arn'] } },
};

/** A list of a pattern that holds one of these words and nothing else is the parameter of that name. */
const PARAMETERS: Readonly<Record<string, string>> = {
  AkiaOfHoneyKeys: 'HoneyKeys',
  'suspected.amazonaws.com': 'SuspectedEventSources',
  SuspectedCall: 'SuspectedEventNames',
};

/** @throws RangeError if a setting is in the pattern in another way than as a list of its own. */
function patternOf({ id, pattern }: EventRule): unknown {
  const built = withParameters(
    pattern({ honeyKeys: ['AkiaOfHoneyKeys'], suspectedApiCalls: ['suspected:SuspectedCall'] }),
  );
  const left = Object.keys(PARAMETERS).find((word) => JSON.stringify(built).includes(word));
  if (left !== undefined) throw new RangeError(`${id}: a template has no parameter for a part of a list`);
  return built;
}

/** Each value is new, so that YAML has no aliases, which CloudFormation does not read. */
function withParameters(value: unknown): unknown {
  if (Array.isArray(value)) {
    const parameter = value.length === 1 ? PARAMETERS[String(value[0])] : undefined;
    return parameter === undefined ? value.map(withParameters) : { Ref: parameter };
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withParameters(part)]));
}

function queueLine({ id, condition }: EventRule): string {
  const arn = { 'Fn::GetAtt': [id, 'Arn'] };
  const value = condition === undefined ? arn : { 'Fn::If': [condition, arn, { Ref: 'AWS::NoValue' }] };
  return `                  - ${inFlow(value)}`;
}
