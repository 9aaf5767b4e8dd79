/** Where the responder runs. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/** @param arn of the function: `arn:aws:lambda:us-east-1:111122223333:function:…`. */
export function placeOf(arn: string): Place {
  const [, partition = '', , region = '', accountId = ''] = arn.split(':');
  return { partition, region, accountId };
}
