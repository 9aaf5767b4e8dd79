/** The texts of a setting that is a list, or the parameter of the template that has them. */
export type Listed = readonly string[] | Parameter;

/** What CloudFormation makes one text of: a parameter, or several texts with commas between them. */
export type Parameter =
  | { readonly Ref: string }
  | { readonly 'Fn::Join': readonly [string, readonly unknown[]] };

export function isParameter(listed: Listed): listed is Parameter {
  return !Array.isArray(listed);
}

/** The list and more. A text that it has already may be there twice, which does no harm in a pattern. */
export function withTexts(listed: Listed, more: readonly string[]): Listed {
  return isParameter(listed) ? { 'Fn::Join': [',', [listed, ...more]] } : [...listed, ...more];
}

/** CloudFormation makes a list of the parameter's text. */
export function textsOf(listed: Listed): object {
  return isParameter(listed) ? split(',', listed) : listed;
}

/**
 * The event sources and the names of `service:Action`, in one list for either, because CloudFormation has no loop. It does no harm:
 * no name is like a source.
 */
export function sourcesAndNames(calls: Parameter): object {
  return split(',', { 'Fn::Join': ['.amazonaws.com,', split(':', calls)] });
}

function split(separator: string, text: object): object {
  return { 'Fn::Split': [separator, text] };
}
