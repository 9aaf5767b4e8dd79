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
 * The JSON for machines, with the keys of a CloudWatch alarm and of Rootly. Pagers read CloudWatch alarms from SNS. Subject
 * and `NewStateValue` must agree. Splunk On-Call refuses times that are not in milliseconds. CloudWatch user guide, "Alarm
 * events"; Splunk On-Call, "AWS CloudWatch integration".
 * @param subject the same as on the alert topic: `[P1 NOT CONTAINED] key …`.
 * @param place where the responder runs.
 */
export function createPage(
  machine: AlertMessage,
  {
    subject,
    page,
    command,
    closing,
    place,
  }: {
    readonly subject: string;
    readonly page: PageStatus;
    /** The line that stops it, for tools that show nothing but a reason. */
    readonly command?: string | undefined;
    /** How it is closed, if only a person can. */
    readonly closing?: string | undefined;
    readonly place: Place;
  },
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
      NewStateReason:
        closing === undefined
          ? reasonOf(title, page === 'open' ? command : undefined)
          : `${title} ${closing}`,
      StateChangeTime: sentAt,
      AWSAccountId: account.id,
      Region: place.region,
      status: page === 'open' ? 'triggered' : 'resolved',
      summary: title,
      external_id: dedupKey,
    },
  };
}

/** CloudWatch's own reasons have 1,023 characters at most. A command that is cut is worse than none. */
function reasonOf(title: string, command: string | undefined): string {
  if (command === undefined) return title;
  const text = `${title} Run:${command}`;
  return text.length > 1_023 ? title : text;
}
