import { SettingError } from '../../src/setting.ts';
import { type DeployerSetting, deployerSettings } from '../../src/settings.ts';
import type { Values } from './stage-settings.ts';

/** CloudFormation user guide, "CloudFormation template Parameters syntax". */
export interface TemplateParameter {
  readonly Type: 'String';
  readonly Description: string;
  readonly Default?: string;
  readonly AllowedValues?: readonly string[];
  readonly AllowedPattern?: string;
  readonly ConstraintDescription?: string;
  readonly NoEcho?: true;
}

const all = Object.entries<DeployerSetting>(deployerSettings);
const settings = all.filter(([, { parameter }]) => parameter !== false);

/**
 * One parameter for each setting. @param defaults What is not there must be given to whoever deploys the template. A secret is
 * never there, because many may read a template.
 */
export function templateParameters(defaults: Values): Readonly<Record<string, TemplateParameter>> {
  return parametersOf(settings, defaults);
}

/** Those of a release, also for what `npm run deploy` checks by itself. */
export function releaseParameters(): Readonly<Record<string, TemplateParameter>> {
  return parametersOf(all, registryDefaults());
}

function parametersOf(chosen: typeof all, defaults: Values): Readonly<Record<string, TemplateParameter>> {
  return Object.fromEntries(
    chosen.map(([name, { meaning, allowed, secret }]) => [
      name,
      {
        Type: 'String',
        Description: plain(meaning),
        ...(defaults[name] !== undefined && { Default: secret ? '' : defaults[name] }),
        ...('values' in allowed
          ? { AllowedValues: allowed.values }
          : { AllowedPattern: allowed.pattern, ConstraintDescription: plain(`must be ${allowed.rule}`) }),
        ...(secret && { NoEcho: true }),
      },
    ]),
  );
}

/**
 * The values as CloudFormation takes them: a list has no blanks, and a call of an API the name that CloudTrail has for it.
 * @throws SettingError
 */
export function parameterValues(values: Values): Values {
  return Object.fromEntries(
    settings.map(([name, { parse, allowed }]) => {
      const written = values[name] ?? '';
      const parsed = parse({ name, text: written });
      const isAllowed = (text: string) => 'values' in allowed || new RegExp(allowed.pattern).test(text);
      const text = Array.isArray(parsed)
        ? parsed.join(',')
        : typeof parsed === 'number' && !(written === '' && isAllowed(''))
          ? String(parsed)
          : written;
      if ('values' in allowed || isAllowed(text)) return [name, text];
      throw new SettingError(`${name} must be ${allowed.rule}`);
    }),
  );
}

/** The defaults of src/settings.ts. */
export function registryDefaults(): Values {
  const known = all.filter(([, setting]) => setting.default !== undefined);
  const texts = Object.fromEntries(known.map(([name, setting]) => [name, setting.default ?? '']));
  const values = parameterValues({ ...REQUIRED, ...texts });
  return Object.fromEntries(known.map(([name]) => [name, values[name] ?? texts[name] ?? '']));
}

/** Any value, so that the others can be checked. */
const REQUIRED: Values = Object.fromEntries(
  settings.flatMap(([name, { allowed }]) => ('values' in allowed ? [[name, allowed.values[0] ?? '']] : [])),
);

const GROUPS = [
  ['What is contained', undefined],
  ['Who is told', 'people'],
  ['Who may act', 'access'],
  ['Where it stands', 'place'],
] as const;

/** `AWS::CloudFormation::Interface`: how the console asks for the parameters. */
export function parameterGroups() {
  return { ParameterGroups: groupsOf(settings) };
}

export function releaseGroups() {
  return groupsOf(all);
}

function groupsOf(chosen: typeof all) {
  return GROUPS.map(([title, group]) => ({
    Label: { default: title },
    Parameters: chosen.filter(([, setting]) => setting.group === group).map(([name]) => name),
  }));
}

/** The console shows no Markdown, and it has no page below. What begins like a reference to a secret is none. */
function plain(text: string): string {
  return text
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/`|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)/g, '')
    .replace(/\{\{(.*?)\}\}/g, 'a dynamic reference ($1)')
    .replace(/ See (?:below|[\w/-]+\.md)$/, '');
}
