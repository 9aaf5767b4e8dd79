import { REGION } from '../ministack.ts';

/** One finding of GuardDuty, however it is passed on. Addresses and numbers are from the ranges kept for examples. */
export const DETECTOR_ID = '12abc34d567e8fa901bc2d34e56789f0';
export const FINDING_ID = '2cc1a2b3c4d5e6f708192a3b4c5d6e7f';
export const ADDRESS = '198.51.100.23';
export const NETWORK = 'Example Hosting';
export const TITLE = 'API ListBuckets was invoked from a known malicious IP address.';

export function detectorArn(accountId: string): string {
  return `arn:aws:guardduty:${REGION}:${accountId}:detector/${DETECTOR_ID}`;
}

export function findingArn(accountId: string): string {
  return `${detectorArn(accountId)}/finding/${FINDING_ID}`;
}
