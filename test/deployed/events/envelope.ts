import { randomUUID } from 'node:crypto';
import { ACCOUNT_ID, REGION } from '../ministack.ts';

export interface AwsEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** As it arrives on our account's bus, whosever credential it is about. EventBridge user guide, "Event structure". */
export function envelope(
  source: string,
  detailType: string,
  detail: AwsEvent['detail'],
  resources: readonly string[] = [],
): AwsEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': detailType,
    source,
    account: ACCOUNT_ID,
    time: inSeconds(new Date()),
    region: REGION,
    resources,
    detail,
  };
}

/** ISO 8601 without fractions, as EventBridge and CloudTrail write it. */
export function inSeconds(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}
