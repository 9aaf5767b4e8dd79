import { fixture, type Json, withValue } from '../test/fixture.ts';

const FINDING = fixture('guardduty-malicious-ip-caller');
const QUARANTINE = fixture('cloudtrail-quarantine-by-aws');

export interface StolenKey {
  readonly accessKeyId: string;
  readonly userName: string;
}

/** Key and owner have the same number, so that a stub without memory can name either by the other. */
export function stolenKey(number: number): StolenKey {
  const digits = String(number).padStart(11, '0');
  return { accessKeyId: `AKIABENCH${digits}`, userName: `bench-user-${digits}` };
}

export function numberOf(name: string): number {
  return Number(/\d{11}$/.exec(name)?.[0]);
}

/** A GuardDuty finding as EventBridge delivers it, about a key of its own. */
export function finding(number: number, { userNamed = true, accountId = '111122223333' } = {}): Json {
  const { accessKeyId, userName } = stolenKey(number);
  const changes = {
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    'detail.accountId': accountId,
    'detail.id': String(number).padStart(32, '0'),
    'detail.resource.accessKeyDetails.accessKeyId': accessKeyId,
    'detail.resource.accessKeyDetails.userName': userNamed ? userName : undefined,
  };
  return Object.entries(changes).reduce((event, [path, value]) => withValue(event, path, value), FINDING);
}

/** CloudTrail's record that AWS's quarantine policy was put on the user of that number. */
export function quarantine(number: number): Json {
  const { userName } = stolenKey(number);
  return withValue(QUARANTINE, 'detail.requestParameters.userName', userName);
}

/** @returns findings `first`, `first + 1`, … */
export function findings(first: number, count: number): readonly Json[] {
  return Array.from({ length: count }, (_, index) => finding(first + index));
}
