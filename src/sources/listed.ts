/** The texts of a setting that is a list, or the parameter of the template that has them. */
export type Listed = readonly string[] | Parameter;

export interface Parameter {
  readonly Ref: string;
}

export function isParameter(listed: Listed): listed is Parameter {
  return 'Ref' in listed;
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
