/** An IAM policy that allows these actions, or `*`, on everything. */
export function allowing(Action: string | readonly string[]): string {
  return policy({ Effect: 'Allow', Action, Resource: '*' });
}

/** A role's trust in one principal. */
export function trusting(arn: string): string {
  return policy({ Effect: 'Allow', Principal: { AWS: arn }, Action: 'sts:AssumeRole' });
}

function policy(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}
