import type { StormShare } from './storm-share.ts';

/** One attempt to publish, with its result. */
export interface Delivery {
  /** The dedup key of the credential. Absent if the message was about the whole event. */
  readonly about?: string;
  readonly topicArn: string;
  /** `minimal`: SNS refused the full text, and the short plain text was sent instead. */
  readonly form: 'full' | 'minimal';
  readonly result: 'published' | 'failed';
  /** SNS's id of the message. */
  readonly messageId?: string;
  /** AWS's code. */
  readonly error?: string;
}

/** Which alerts and pages went out. */
export interface DeliveryReport {
  /** Every attempt to publish. */
  readonly deliveries: readonly Delivery[];
  /** The dedup key of the page that woke somebody because the alert reached nobody. */
  readonly wokenFor?: string;
  /** There is no pager topic, so no page can be missing. */
  readonly pagerless: boolean;
  /** What failed, with AWS's names, such as `sns:Publish KMSAccessDeniedException`. Empty if nothing failed. */
  readonly errors: readonly string[];
}

/** What reached people about one credential, or will reach them by a digest. */
export function toldBy(
  { deliveries, pagerless, wokenFor }: DeliveryReport,
  { dedupKey, storm }: { readonly dedupKey: string; readonly storm?: StormShare | undefined },
): { readonly alert: boolean; readonly page: boolean; readonly woken: boolean } {
  const reached = deliveries.filter(({ result }) => result === 'published');
  const alert = storm?.inDigest.has(dedupKey) === true || reached.some(({ about }) => about === undefined);
  return {
    woken: wokenFor === dedupKey,
    alert,
    // Without a pager the alert is all that can wake somebody.
    page:
      (pagerless && (alert || deliveries.length === 0)) ||
      storm?.unpaged.has(dedupKey) === true ||
      reached.some(({ about }) => about === dedupKey),
  };
}
