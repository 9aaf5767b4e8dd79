import type { Alarm } from '../core/history.ts';
import type { Json } from './alert.ts';
import type { MachineAlert } from './machine-json.ts';
import { subjectLine } from './sanitize.ts';

/** One message to a pager, about one credential. */
export interface Page {
  readonly subject: string;
  readonly body: Json;
  /** Its dedup key. */
  readonly about: string;
}

/**
 * The machine's JSON in the form of a CloudWatch alarm, which is what pagers read from SNS, with Rootly's words beside.
 * Subject and `NewStateValue` must agree, and Splunk On-Call refuses times of other than milliseconds. CloudWatch user
 * guide, "Alarm events"; Splunk On-Call, "AWS CloudWatch integration".
 * @param subject as on the alert topic: `[P1 NOT CONTAINED] account …`.
 * @param region where the responder runs.
 */
export function pageOf(
  machine: MachineAlert,
  { subject, alarm, region }: { readonly subject: string; readonly alarm: Alarm; readonly region: string },
): Page {
  const { title, sentAt, dedupKey, account } = machine;
  const [value, before] = alarm === 'open' ? ['ALARM', 'OK'] : ['OK', 'ALARM'];
  return {
    about: dedupKey,
    subject: subjectLine(`${value}: ${subject.replace(/^\[(.+?)\]/, '$1')}`),
    body: {
      ...machine,
      AlarmName: dedupKey,
      AlarmDescription: title,
      NewStateValue: value,
      OldStateValue: before,
      NewStateReason: title,
      StateChangeTime: sentAt,
      AWSAccountId: account.id,
      Region: region,
      status: alarm === 'open' ? 'triggered' : 'resolved',
      summary: title,
      external_id: dedupKey,
    },
  };
}
