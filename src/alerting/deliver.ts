import type { Audience } from '../core/claims.ts';
import type { Delivery, DeliveryReport } from '../core/delivery.ts';
import type { Measure } from '../core/metrics.ts';
import type { Messages } from './messages.ts';
import type { Page } from './pager.ts';
import type { Topics } from './topics.ts';

export interface Telling {
  /** Absent: nobody gets the alert. */
  readonly audience: Audience | undefined;
  readonly woken?: boolean;
}

export interface Delivering {
  readonly topics: Pick<Topics, 'publishAlert' | 'publishHeartbeat' | 'publishPage' | 'pagerless'>;
  readonly log: (entry: Readonly<Record<string, unknown>>) => void;
  readonly measure: Measure;
}

/**
 * Pages are sent even if the alert fails. If neither the alert nor a page goes out, an extra page says so, once: whoever it
 * woke is not woken again by each retry, and that page is not closed before the alert goes out.
 */
export async function deliver(
  { alert, pages, instead }: Messages,
  { audience, woken = false, topics, log, measure }: Telling & Delivering,
): Promise<DeliveryReport> {
  const [opening, closing] = [pages.filter(opens), pages.filter((page) => !opens(page))];
  const [published, paged] = await Promise.all([
    audience === undefined ? [] : topics.publishAlert(alert, audience),
    publishPages(woken ? opening : pages, topics),
  ]);
  const unread = audience === 'change' && !published.some(isPublished);
  if (woken && !unread) paged.push(...(await publishPages(closing, topics)));
  const extra = unread && !woken && opening.length === 0 ? await topics.publishPage(instead) : [];

  const deliveries = [published, ...paged, extra].flat();
  // The minimal form reached people. The log helps to fix the full form.
  if (deliveries.some(({ result, form }) => result === 'published' && form === 'minimal'))
    log({ level: 'error', message: 'SNS refused the full alert', deliveries });
  const failed = [published, ...paged, extra].flatMap(errorOf);
  if (failed.length > 0) measure(() => ({ AlertFailures: [failed.length] }));
  return {
    deliveries,
    pagerless: topics.pagerless,
    ...(extra.some(isPublished) && { wokenFor: instead.about }),
    errors: [...new Set(failed)],
  };
}

async function publishPages(
  pages: readonly Page[],
  topics: Delivering['topics'],
): Promise<(readonly Delivery[])[]> {
  const paged: (readonly Delivery[])[] = [];
  for (let start = 0; start < pages.length; start += PAGES_AT_ONCE) {
    const some = pages.slice(start, start + PAGES_AT_ONCE);
    const tried = await Promise.all(some.map((page) => topics.publishPage(page)));
    paged.push(...tried);
    // A topic that takes none would keep the rest waiting until the function is over. The event runs again for them.
    if (!tried.flat().some(isPublished)) break;
  }
  return paged;
}

/** GuardDuty names up to 400 actors in one attack sequence. Pages go out a few at a time, the worst first. */
const PAGES_AT_ONCE = 20;

/** @param tries of one message: the full form and, if SNS refused that, the minimal form. */
export function errorOf(tries: readonly Delivery[]): readonly string[] {
  const [first] = tries;
  return first === undefined || tries.some(isPublished) ? [] : [`sns:Publish ${first.error}`];
}

function opens({ body }: Page): boolean {
  return body.NewStateValue === 'ALARM';
}

export function isPublished({ result }: Delivery): boolean {
  return result === 'published';
}
