import { isObject, type JsonObject } from './json-object.ts';

/** What a target gets in place of the event. EventBridge user guide, "Amazon EventBridge input transformation". */
export interface InputTransformer {
  /** JSON paths by the names of the variables. */
  readonly paths: Readonly<Record<string, string>>;
  readonly template: string;
}

const RULE_NAME = 'aws.events.rule-name';
const RULE_ARN = 'aws.events.rule-arn';
const EVENT = 'aws.events.event';
const WHOLE_EVENT = 'aws.events.event.json';
const INGESTION_TIME = 'aws.events.event.ingestion-time';
const PREDEFINED = [RULE_NAME, RULE_ARN, EVENT, WHOLE_EVENT, INGESTION_TIME];

/** A text in quotes with its escaped quotes, or a variable outside of one. */
const TEXT_OR_VARIABLE = /"(?:\\.|[^"\\])*"|<([^<>]*)>/g;
const VARIABLE = /<([^<>]*)>/g;

/** What AWS would refuse when the rule is made, in words. */
export function problemsOf({ paths, template }: InputTransformer): readonly string[] {
  const used = [...template.matchAll(VARIABLE)].map(([, name = '']) => name);
  return [
    ...(template.length < 1 || template.length > 8192 ? ['a template has 1 to 8192 characters'] : []),
    ...(Object.keys(paths).length > 100 ? ['there are 100 variables at most'] : []),
    ...Object.keys(paths)
      .filter((name) => !/^[\w-]{1,256}$/.test(name) || /^aws\./i.test(name))
      .map((name) => `${name} is no name of a variable`),
    ...Object.values(paths)
      .filter((path) => !/^\$(?:\.[\w/-]+|\[\d+\])*$/.test(path))
      .map((path) => `${path} is no path that EventBridge reads`),
    ...used
      .filter((name) => !(name in paths) && !PREDEFINED.includes(name))
      .map((name) => `<${name}> is no variable`),
    ...(isLinesOfText(template) || isObjectTemplate(template)
      ? []
      : ['a template is lines of text in quotes, or a JSON object']),
  ];
}

export interface Transformed {
  readonly rule: { readonly name: string; readonly arn: string };
  readonly event: JsonObject;
}

/**
 * Values are put in as they are: nothing is escaped. In a text an object loses its quotes, and outside of one a text gets some. A
 * variable whose path the event lacks is not there.
 */
export function transform({ paths, template }: InputTransformer, { rule, event }: Transformed): string {
  const { detail: _, ...envelope } = event;
  const values: Readonly<Record<string, unknown>> = {
    ...Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, at(event, path)])),
    [RULE_NAME]: rule.name,
    [RULE_ARN]: rule.arn,
    [EVENT]: envelope,
    [WHOLE_EVENT]: event,
    [INGESTION_TIME]: new Date().toISOString(),
  };
  return template.replaceAll(TEXT_OR_VARIABLE, (token, name: string | undefined) =>
    name === undefined
      ? token.replaceAll(VARIABLE, (_all, inner: string) => inText(values[inner]))
      : asValue(values[name]),
  );
}

function inText(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value).replaceAll('"', '');
}

function asValue(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
}

function at(event: unknown, path: string): unknown {
  const steps = path.match(/[\w/-]+/g) ?? [];
  return steps.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)];
    return isObject(value) ? value[step] : undefined;
  }, event);
}

function isLinesOfText(template: string): boolean {
  return template.split('\n').every((line) => /^\s*"(?:\\.|[^"\\])*"\s*$/.test(line));
}

function isObjectTemplate(template: string): boolean {
  try {
    return isObject(
      JSON.parse(
        template.replaceAll(TEXT_OR_VARIABLE, (token, name) => (name === undefined ? token : 'null')),
      ),
    );
  } catch {
    return false;
  }
}
