/**
 * A rule that tells people by itself that somebody tampers with the responder: straight to the operations topic and the pager's,
 * and not through the function, which cannot tell that it was silenced. `npm run generate` writes its part of serverless.yml. It
 * is never bundled.
 */
export interface DirectRule {
  /** Logical id in the template. */
  readonly id: string;
  /** For the reviewer of the template. */
  readonly description: string;
  /** A name of its own, for a rule that another names: two that name each other by `Ref` would be a circle. */
  readonly name?: string;
  /** The pager is told only if this condition of the template is true. */
  readonly pagesIf: 'HasPager' | 'PagesStackUpdates';
  readonly pattern: object;
}

/** What is ours, as the records of CloudTrail may write it. */
export interface OwnCalls {
  /** `lambda`, as in the event's source `aws.lambda`. CloudWatch is `monitoring`. */
  readonly service: string;
  /** The names of the calls in CloudTrail, or their beginning. */
  readonly calls: readonly (string | { readonly prefix: string })[];
  /** The parameters that may name what is ours. One of them is enough. */
  readonly names: readonly Readonly<Record<string, readonly unknown[] | object>>[];
}

/** In `invokedBy`, where it makes a call for somebody. */
export const CLOUDFORMATION: readonly string[] = [
  'cloudformation.amazonaws.com',
  'cloudformation.amazonaws.com.cn',
];

/**
 * What CloudFormation does for somebody is told by the call on the stack that made it do so, or every deployment would wake people
 * with each of its calls.
 */
export const NOT_BY_CLOUDFORMATION = {
  invokedBy: [{ exists: false }, { 'anything-but': CLOUDFORMATION }],
};

/** Also what was refused, if it is recorded with its parameters. */
export function callsOn(
  { service, calls, names }: OwnCalls,
  userIdentity: object = NOT_BY_CLOUDFORMATION,
): DirectRule['pattern'] {
  const [only, ...others] = names.map((requestParameters) => ({ requestParameters }));
  return {
    source: [`aws.${service}`],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: {
      eventName: calls,
      userIdentity,
      // EventBridge takes no $or of one.
      ...(others.length === 0 ? only : { $or: [only, ...others] }),
    },
  };
}

/** Versions follow some names of Lambda's calls: `DeleteFunction20150331`. Lambda developer guide, "Logging with CloudTrail". */
export function beginning(...prefixes: readonly string[]): readonly { readonly prefix: string }[] {
  return prefixes.map((prefix) => ({ prefix }));
}

export function sub(text: string): object {
  return { 'Fn::Sub': text };
}

export function ref(logicalId: string): object {
  return { Ref: logicalId };
}

export function arn(logicalId: string): object {
  return { 'Fn::GetAtt': [logicalId, 'Arn'] };
}

/** Only if the stack has a pager. */
export function ofPager(value: object): object {
  return { 'Fn::If': ['HasPager', value, { Ref: 'AWS::NoValue' }] };
}
