import { isObject, type JsonObject } from '../json-object.ts';
import { fieldsOf, listOf, numberOf, TemplateError, textOf } from './fields.ts';

/** The names that the intrinsic functions of a template can use. */
export interface Scope {
  readonly ref: (name: string, path: string) => unknown;
  readonly attribute: (logicalId: string, attribute: string, path: string) => unknown;
  readonly condition: (name: string, path: string) => boolean;
}

/** The value of `Ref: AWS::NoValue`: it removes the property or the member of the list. */
export const NO_VALUE = Symbol('AWS::NoValue');

/** Replaces every intrinsic function in the value. An unknown function is an error. */
export function resolve(value: unknown, scope: Scope, path: string): unknown {
  if (Array.isArray(value)) {
    return value
      .map((member, index) => resolve(member, scope, `${path}[${index}]`))
      .filter((member) => member !== NO_VALUE);
  }
  if (!isObject(value)) return value;
  const [[name, argument] = ['', undefined], ...others] = Object.entries(value);
  if (others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) {
    return callIntrinsic(name, argument, scope, `${path}.${name}`);
  }
  const entries = Object.entries(value).map(
    ([key, member]) => [key, resolve(member, scope, `${path}.${key}`)] as const,
  );
  return Object.fromEntries(entries.filter(([, member]) => member !== NO_VALUE));
}

function callIntrinsic(name: string, argument: unknown, scope: Scope, path: string): unknown {
  switch (name) {
    case 'Ref':
      return scope.ref(textOf(argument, path), path);
    case 'Fn::GetAtt':
      return getAtt(argument, scope, path);
    case 'Fn::Sub':
      return substitute(argument, scope, path);
    case 'Fn::Join': {
      const [delimiter, members] = listOf(argument, path);
      const parts = listOf(resolve(members, scope, `${path}[1]`), `${path}[1]`);
      return parts
        .map((part, index) => textOf(part, `${path}[1][${index}]`))
        .join(textOf(delimiter, `${path}[0]`));
    }
    case 'Fn::Split': {
      const [delimiter, text] = listOf(argument, path);
      return textOf(resolve(text, scope, `${path}[1]`), `${path}[1]`).split(textOf(delimiter, `${path}[0]`));
    }
    case 'Fn::Select': {
      const [index, members] = listOf(argument, path);
      const chosen = listOf(resolve(members, scope, `${path}[1]`), `${path}[1]`)[
        numberOf(index, `${path}[0]`)
      ];
      if (chosen === undefined) throw new TemplateError(path, `there is no member ${index}`);
      return chosen;
    }
    case 'Fn::If': {
      const [condition, whenTrue, whenFalse] = listOf(argument, path);
      return scope.condition(textOf(condition, `${path}[0]`), path)
        ? resolve(whenTrue, scope, `${path}[1]`)
        : resolve(whenFalse, scope, `${path}[2]`);
    }
    default:
      throw new TemplateError(path, `the function ${name} is not known here`);
  }
}

/** `[Topic, Arn]`, or `Topic.Arn`. */
function getAtt(argument: unknown, scope: Scope, path: string): unknown {
  const [logicalId = '', ...attribute] = Array.isArray(argument)
    ? argument.map((part, index) => textOf(part, `${path}[${index}]`))
    : textOf(argument, path).split('.');
  return scope.attribute(logicalId, attribute.join('.'), path);
}

/** `text`, or `[text, variables]`. `${!Name}` becomes the text `${Name}`. */
function substitute(argument: unknown, scope: Scope, path: string): string {
  const [template, given] = Array.isArray(argument) ? argument : [argument, {}];
  const variables: JsonObject = fieldsOf(resolve(given, scope, `${path}[1]`), `${path}[1]`);
  return textOf(template, path).replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal === '!') return `\${${name}}`;
    const value = variables[name] ?? (name.includes('.') ? getAtt(name, scope, path) : scope.ref(name, path));
    return typeof value === 'number' ? String(value) : textOf(value, `${path}: \${${name}}`);
  });
}
