import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { functions } from '../../src/functions/index.ts';
import { SettingError } from '../../src/setting.ts';
import { type DeployerSetting, deployerSettings } from '../../src/settings.ts';
import { checkRegion } from './home-region.ts';
import { nearest } from './nearest.ts';
import { checkPatterns } from './rule-patterns.ts';
import { parameterValues } from './template-parameters.ts';

export const SERVICE = 'compromised-key-responder';

/** Each setting by the name of its parameter, as text. */
export type Values = Readonly<Record<string, string>>;

export interface StageOptions {
  readonly stage: string;
  /** Where the files of the stages are. */
  readonly folder: string;
  /** `--param`: `name=value`, for once. */
  readonly params: readonly string[];
  /** What the command calls them, if that is not `--param`. */
  readonly option?: string;
  readonly region?: string;
}

const settings: readonly (readonly [string, DeployerSetting])[] = Object.entries(deployerSettings);

/**
 * The settings of a stage, checked as a whole, so that a wrong one fails here and neither in CloudFormation nor during an
 * incident. @throws SettingError
 */
export function readStageSettings(options: StageOptions): Values {
  checkStage(options.stage);
  const stated = new Map([...readFile(options), ...readParams(options)]);
  const values = Object.fromEntries(
    settings.map(([name, setting]) => {
      const value = stated.get(name)?.text ?? setting.default;
      if (value !== undefined) return [name, value];
      throw new SettingError(`${fileOf(options)} must state ${name}: ${setting.choices ?? 'a value'}`);
    }),
  );
  for (const [name, { parse: check }] of settings) {
    blame(stated.get(name)?.where, () => check({ name, text: values[name] ?? '' }));
  }
  if ((values['identityCenterUrl'] === '') !== (values['identityCenterRole'] === '')) {
    throw new SettingError('identityCenterUrl and identityCenterRole must both be set, or both be empty');
  }
  checkPatterns(values);
  checkLength(values);
  if (options.region !== undefined) checkRegion({ region: options.region, values });
  parameterValues(values);
  return values;
}

/** Lambda developer guide, "Lambda quotas": 4 KB for all variables of a function. */
const LONGEST_ENVIRONMENT = 4096;
/** What the stack tells the function about itself: names and ARNs of its own resources. */
const OF_THE_STACK = 800;

function checkLength(values: Values): void {
  const lengths = settings.flatMap(([name, { variable }]) =>
    variable === undefined ? [] : [{ name, length: Buffer.byteLength(`${variable}${values[name]}`) }],
  );
  const total = lengths.reduce((sum, { length }) => sum + length, 0);
  const most = LONGEST_ENVIRONMENT - OF_THE_STACK;
  if (total <= most) return;
  const [longest] = lengths.toSorted((one, other) => other.length - one.length);
  throw new SettingError(
    `${longest?.name} is too long: with the other settings it has ${total} bytes, and a function of Lambda takes ${most}`,
  );
}

/** Lambda API reference, CreateFunction: a function's name has at most 64 characters, and holds that of the stage. */
export const LONGEST_STAGE = 64 - Math.max(...functions.map(({ name }) => `${SERVICE}--${name}`.length));

function checkStage(stage: string): void {
  if (/^[a-z][a-z0-9-]*$/i.test(stage) && stage.length <= LONGEST_STAGE) return;
  throw new SettingError(
    `--stage must be a letter and then letters, digits and hyphens, ${LONGEST_STAGE} at most, not ${JSON.stringify(stage)}`,
  );
}

interface Stated {
  readonly text: string;
  readonly where: string;
}

function fileOf({ folder, stage }: StageOptions): string {
  return join(folder, `${stage}.yml`);
}

function readFile(options: StageOptions): ReadonlyMap<string, Stated> {
  const where = fileOf(options);
  if (!existsSync(where)) {
    const line = `echo 'contain: observe' > ${where}`;
    throw new SettingError(
      `the stage ${options.stage} has no ${where}; this line makes one that only alerts: ${line}`,
    );
  }
  return new Map(
    Object.entries(parseFile(where)).map(([name, value]) => {
      checkName(name, where);
      return [name, { text: textOf(value, `${where}: ${name}`), where }];
    }),
  );
}

function parseFile(where: string): object {
  let content: unknown;
  try {
    content = parse(readFileSync(where, 'utf8')) ?? {};
  } catch (error) {
    // The rest of YAML's message is a picture of the place, and could show a secret.
    const [problem = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new SettingError(`${where} is no YAML: ${problem.replace(/:$/, '')}`);
  }
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content;
  throw new SettingError(`${where} must have lines such as contain: observe`);
}

function readParams({ params, option: where = '--param' }: StageOptions): ReadonlyMap<string, Stated> {
  return new Map(
    params.map((param) => {
      const [name = '', ...rest] = param.split('=');
      if (rest.length === 0) {
        const known = Object.hasOwn(deployerSettings, name) ? name : 'name';
        throw new SettingError(`${where} must be ${known}=value`);
      }
      checkName(name, where);
      return [name, { text: rest.join('=').trim(), where }];
    }),
  );
}

function checkName(name: string, where: string): void {
  if (Object.hasOwn(deployerSettings, name)) return;
  const meant = nearest(name, Object.keys(deployerSettings));
  throw new SettingError(
    `${where}: there is no setting ${name}${meant === undefined ? '' : `; ${meant} is one`}`,
  );
}

/** A list of YAML is a comma list. */
function textOf(value: unknown, what: string): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map((entry) => textOf(entry, what)).join(', ');
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new SettingError(`${what} must be a text, a number, true, false, or a list of texts`);
}

function blame(where: string | undefined, check: () => unknown): void {
  try {
    check();
  } catch (error) {
    if (error instanceof SettingError && where !== undefined)
      throw new SettingError(`${where}: ${error.message}`);
    throw error;
  }
}

/** For people who compare two deployments. A secret is a fingerprint: it changes when the secret does. */
export function shownSettings(values: Values): Values {
  return Object.fromEntries(
    settings.map(([name, { secret }]) => {
      const value = values[name] ?? '';
      const isHidden = secret === true && value !== '';
      return [
        name,
        isHidden ? `set, ${createHash('sha256').update(value).digest('hex').slice(0, 12)}` : value,
      ];
    }),
  );
}
