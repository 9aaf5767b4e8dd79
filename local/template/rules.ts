import { type InputTransformer, problemsOf } from '../input-transformer.ts';
import { fieldsOf, listOf, numberOf, optional, TemplateError, textOf } from './fields.ts';
import type { Place } from './place.ts';
import { arnOf, nameOf, type ResolvedResource } from './resolve-template.ts';

export interface RuleDescription {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  readonly state: RuleState;
  /** `undefined` if the rule has only a schedule. */
  readonly pattern: unknown;
  readonly targets: readonly TargetDescription[];
}

export type RuleState = (typeof RULE_STATES)[number];
const RULE_STATES = ['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'] as const;

export interface TargetDescription {
  readonly id: string;
  readonly arn: string;
  /** Whether an AWS::Lambda::Permission allows EventBridge to invoke the target for this rule. */
  readonly mayInvoke: boolean;
  readonly maximumEventAgeSeconds: number;
  readonly maximumRetryAttempts: number;
  readonly deadLetterArn: string | undefined;
  /** EventBridge puts events on another bus with this role, and publishes on a topic. */
  readonly roleArn: string | undefined;
  /** Absent: the target gets the event. */
  readonly transformer?: InputTransformer;
}

export function describeRules(
  resources: readonly ResolvedResource[],
  place: Place,
): readonly RuleDescription[] {
  const permissions = resources.filter(({ type }) => type === 'AWS::Lambda::Permission');
  return resources
    .filter(({ type }) => type === 'AWS::Events::Rule')
    .map((rule) => describeRule(rule, permissions, place));
}

function describeRule(
  rule: ResolvedResource,
  permissions: readonly ResolvedResource[],
  place: Place,
): RuleDescription {
  const path = `Resources.${rule.logicalId}.Properties`;
  const { EventBusName, State = 'ENABLED', EventPattern, Targets = [] } = rule.properties;
  const state = RULE_STATES.find((known) => known === State);
  if (state === undefined) throw new TemplateError(`${path}.State`, `${String(State)} is no state of a rule`);
  const arn = arnOf(rule, place);
  return {
    logicalId: rule.logicalId,
    name: nameOf(rule, place),
    arn,
    busName: optional(textOf, EventBusName, `${path}.EventBusName`) ?? 'default',
    state,
    pattern: EventPattern,
    targets: listOf(Targets, `${path}.Targets`).map((target, index) =>
      describeTarget(target, { ruleArn: arn, permissions, place, path: `${path}.Targets[${index}]` }),
    ),
  };
}

interface TargetSurroundings {
  readonly ruleArn: string;
  readonly permissions: readonly ResolvedResource[];
  readonly place: Place;
  readonly path: string;
}

function describeTarget(
  target: unknown,
  { ruleArn, permissions, place, path }: TargetSurroundings,
): TargetDescription {
  const { Id, Arn, RetryPolicy, DeadLetterConfig, RoleArn, InputTransformer, ...others } = fieldsOf(
    target,
    path,
  );
  const [unknownField] = Object.keys(others);
  if (unknownField !== undefined) throw new TemplateError(`${path}.${unknownField}`, 'not known here');
  const { MaximumEventAgeInSeconds, MaximumRetryAttempts } =
    optional(fieldsOf, RetryPolicy, `${path}.RetryPolicy`) ?? {};
  const { Arn: deadLetterArn } = optional(fieldsOf, DeadLetterConfig, `${path}.DeadLetterConfig`) ?? {};
  const arn = textOf(Arn, `${path}.Arn`);
  return {
    id: textOf(Id, `${path}.Id`),
    arn,
    mayInvoke: permissions.some((permission) => allows(permission, ruleArn, arn, place)),
    // The defaults are 24 hours and 185 retries (EventBridge guide, "Retry policy").
    maximumEventAgeSeconds:
      optional(numberOf, MaximumEventAgeInSeconds, `${path}.RetryPolicy.MaximumEventAgeInSeconds`) ?? 86_400,
    maximumRetryAttempts:
      optional(numberOf, MaximumRetryAttempts, `${path}.RetryPolicy.MaximumRetryAttempts`) ?? 185,
    deadLetterArn: optional(textOf, deadLetterArn, `${path}.DeadLetterConfig.Arn`),
    roleArn: optional(textOf, RoleArn, `${path}.RoleArn`),
    ...(InputTransformer !== undefined && {
      transformer: describeTransformer(InputTransformer, `${path}.InputTransformer`),
    }),
  };
}

function describeTransformer(value: unknown, path: string): InputTransformer {
  const { InputPathsMap = {}, InputTemplate } = fieldsOf(value, path);
  const paths = Object.entries(fieldsOf(InputPathsMap, `${path}.InputPathsMap`)).map(
    ([name, jsonPath]) => [name, textOf(jsonPath, `${path}.InputPathsMap.${name}`)] as const,
  );
  const transformer = {
    paths: Object.fromEntries(paths),
    template: textOf(InputTemplate, `${path}.InputTemplate`),
  };
  const [problem] = problemsOf(transformer);
  if (problem !== undefined) throw new TemplateError(path, problem);
  return transformer;
}

/**
 * The permission names the function by ARN or name. Its source must be this rule, so that no other rule can invoke it.
 */
function allows(
  { properties }: ResolvedResource,
  ruleArn: string,
  targetArn: string,
  { accountId }: Place,
): boolean {
  const { Action, Principal, FunctionName, SourceArn, SourceAccount } = properties;
  return (
    (Action === 'lambda:InvokeFunction' || Action === 'lambda:*') &&
    Principal === 'events.amazonaws.com' &&
    (FunctionName === targetArn || FunctionName === targetArn.split(':').at(-1)) &&
    SourceArn === ruleArn &&
    (SourceAccount === undefined || SourceAccount === accountId)
  );
}
