import { readDeployerSettings } from '../../src/read-settings.ts';
import { SettingError } from '../../src/setting.ts';
import { type DeployerSetting, deployerSettings } from '../../src/settings.ts';
import type { EventRule } from '../../src/sources/event-source.ts';
import { sources } from '../../src/sources/index.ts';
import type { Values } from './stage-settings.ts';
import { parameterValues } from './template-parameters.ts';

/** The rules that listen for what a setting names. */
export const rulesOfSettings: readonly EventRule[] = sources
  .flatMap(({ rules }) => rules)
  .filter(({ parameter }) => parameter !== undefined);

/** In the template CloudFormation makes the lists of a pattern of these. */
export const listParameters = {
  honeyKeys: { Ref: 'honeyKeys' },
  suspectedApiCalls: { Ref: 'suspectedApiCalls' },
} as const;

/** @throws SettingError if EventBridge would not take a rule with these values */
export function checkPatterns(values: Values): void {
  for (const rule of rulesOfSettings) {
    checkNotEmpty(rule, values);
    patternOf(rule, values);
  }
}

/** EventBridge takes no pattern that is an empty list. A rule with a condition is not deployed then. */
function checkNotEmpty({ parameter = '', condition }: EventRule, values: Values): void {
  if (condition === undefined && values[parameter] === '')
    throw new SettingError(`${parameter} must not be empty, because a rule listens for what it names`);
}

/** EventBridge's quota for one pattern: user guide, "Amazon EventBridge quotas". */
const LONGEST_PATTERN = 2048;

/** As it is meant: in the template, sources and names of API calls are one list. @throws SettingError */
export function patternOf({ parameter, pattern }: EventRule, values: Values): object {
  const { length } = JSON.stringify(evaluated(pattern(listParameters), parameterValues(values)));
  if (length <= LONGEST_PATTERN) return pattern(policyOf(values));
  throw new SettingError(
    `${parameter} is too long: its event pattern has ${length} characters, EventBridge takes ${LONGEST_PATTERN}`,
  );
}

/** The functions of CloudFormation in a pattern, with the values that the parameters have. Packaging has nothing of local/. */
function evaluated(value: unknown, parameters: Values): unknown {
  if (Array.isArray(value)) return value.map((one) => evaluated(one, parameters));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, evaluated(one, parameters)]),
  );
  const { Ref, 'Fn::Split': split, 'Fn::Join': join } = fields;
  if (typeof Ref === 'string') return parameters[Ref];
  if (Array.isArray(split)) return String(split[1]).split(split[0]);
  return Array.isArray(join) ? join[1].join(join[0]) : fields;
}

/** What the function's parser makes of them. @throws SettingError */
function policyOf(values: Values) {
  const environment = Object.fromEntries(
    Object.entries<DeployerSetting>(deployerSettings).flatMap(([name, { variable }]) =>
      variable === undefined ? [] : [[variable, values[name]]],
    ),
  );
  return readDeployerSettings(environment, '').policy;
}
