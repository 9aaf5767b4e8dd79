import type { Detection } from '../core/detection.ts';
import type { Alarm } from '../core/history.ts';
import type { Outcome } from '../core/outcome.ts';
import { alarmOf, worstFirst } from '../core/urgency.ts';
import { type Alert, type AlertContext, stateInWords } from './alert.ts';
import { chatNotification } from './chat.ts';
import { emailText } from './email.ts';
import { machineJson } from './machine-json.ts';
import { type Page, pageOf } from './pager.ts';
import { subjectLine } from './sanitize.ts';
import { smsText } from './sms.ts';
import { type Story, storyOf } from './story.ts';

/** SNS takes 262,144 bytes, all protocols together; GuardDuty lists up to 400 actors in one attack sequence. */
const MOST_OTHERS = 10;

export interface Messages {
  readonly alert: Alert;
  /** Who is to be woken, and what need not wake anybody any more: one for every credential. */
  readonly pages: readonly Page[];
  /** For the pager, when the alert reached nobody. */
  readonly instead: Page;
}

/** One alert for one event, whatever number of credentials it names; the worst of them gives the headline. */
export function composeMessages(
  detection: Detection,
  outcomes: readonly Outcome[],
  context: AlertContext,
): Messages {
  const [worst, ...others] = worstFirst(outcomes).map((outcome) => storyOf(detection, outcome, context));
  if (worst === undefined) throw new RangeError('an event ends in at least one outcome');
  const shown = others.slice(0, MOST_OTHERS);
  return {
    alert: {
      subject: subjectOf(worst),
      text: emailText(worst, shown, others.length - shown.length),
      sms: smsText(worst),
      chat: chatNotification(worst, others.length),
      machine: machineJson(worst, shown),
    },
    pages: [worst, ...others].flatMap((story) => {
      const alarm = alarmOf(story.outcome);
      return alarm === undefined ? [] : [pageAbout(story, alarm)];
    }),
    instead: pageAbout(worst, 'open'),
  };
}

function pageAbout(story: Story, alarm: Alarm): Page {
  const { region } = story.context;
  return pageOf(machineJson(story, []), { subject: subjectOf(story), alarm, region });
}

/** Of the event only what is checked and bounded: a Subject that SNS refuses is an alert that nobody reads. */
function subjectOf({ outcome, subject, urgency }: Story): string {
  return subjectLine(
    `[${urgency.severity} ${stateInWords(outcome.state)}] account ${subject.accountId} AWS key ${subject.accessKeyId ?? 'of a user or role'}`,
  );
}
