import type { PageStatus } from '../core/history.ts';
import type { Place } from '../core/place.ts';
import type { AlertMessage, PagerMessage } from './machine-schema.ts';
import { subjectLine } from './sanitize.ts';

/** One message to a pager, about one credential. */
export interface Page {
  readonly subject: string;
  readonly body: PagerMessage;
  /** Its dedup key. */
  readonly about: string;
}

/**
 * The machine's JSON in the form of a CloudWatch alarm, which is what pagers read from SNS, with Rootly's words beside.
 * Subject and `NewStateValue` must agree, and Splunk On-Call refuses times of other than milliseconds. CloudWatch user
 * guide, "Alarm events"; Splunk On-Call, "AWS CloudWatch integration".
 * @param subject as on the alert topic: `[P1 NOT CONTAINED] account …`.
 * @param place where the responder runs.
 */
export function createPage(
  machine: AlertMessage,
  { subject, page, place }: { readonly subject: string; readonly page: PageStatus; readonly place: Place },
): Page {
  const { title, sentAt, dedupKey, account } = machine;
  const [value, before] = page === 'open' ? (['ALARM', 'OK'] as const) : (['OK', 'ALARM'] as const);
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
      Region: place.region,
      status: page === 'open' ? 'triggered' : 'resolved',
      summary: title,
      external_id: dedupKey,
    },
  };
}
