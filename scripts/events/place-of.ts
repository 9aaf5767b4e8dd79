import type { BusEvent } from '../../local/aws/event-bridge.ts';

/** The home of the stack that gets the event: where IAM's own records arrive, in the account whose bus got it. */
export function placeOfStack({ account, region }: BusEvent) {
  const accountId = /^\d{12}$/.test(account) ? account : '111122223333';
  if (region.startsWith('us-gov-')) return { accountId, partition: 'aws-us-gov', region: 'us-gov-west-1' };
  if (region.startsWith('cn-')) return { accountId, partition: 'aws-cn', region: 'cn-north-1' };
  return { accountId, partition: 'aws', region: 'us-east-1' };
}
