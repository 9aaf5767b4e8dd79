import type { JsonObject } from '../json-object.ts';
import { fieldsOf, TemplateError, textOf } from './fields.ts';

/** The value of each parameter: a text, or a list. @throws TemplateError where CloudFormation would refuse it. */
export function parametersOf(
  declared: JsonObject,
  given: Readonly<Record<string, string>>,
): ReadonlyMap<string, string | readonly string[]> {
  const unknownName = Object.keys(given).find((name) => !(name in declared));
  if (unknownName !== undefined) throw new TemplateError('Parameters', `there is no ${unknownName}`);
  return new Map(
    Object.entries(declared).map(([name, declaration]) => {
      const path = `Parameters.${name}`;
      const { Type, Default } = fieldsOf(declaration, path);
      const one = given[name] ?? Default;
      if (one === undefined) throw new TemplateError(path, 'it has no value');
      const text = textOf(one, path);
      // In such a list CloudFormation takes the spaces off each text.
      const value = Type === 'CommaDelimitedList' ? text.split(',').map((part) => part.trim()) : text;
      check([value].flat(), fieldsOf(declaration, path), path);
      return [name, value];
    }),
  );
}

/** The pattern is for the whole text, or for each text of a list. CloudFormation user guide, "Parameters". */
function check(texts: readonly string[], { AllowedPattern, AllowedValues }: JsonObject, path: string): void {
  for (const text of texts) {
    const fits = AllowedPattern === undefined || new RegExp(`^(?:${AllowedPattern})$`).test(text);
    const isOne = !Array.isArray(AllowedValues) || AllowedValues.includes(text);
    if (!fits || !isOne) throw new TemplateError(path, `${JSON.stringify(text)} is not allowed`);
  }
}
