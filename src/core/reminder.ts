/** An alert that says again what people know: it is still not contained, and the tries go on. */
export interface Reminder {
  /** 1 after a quarter of an hour, 2 after an hour, and one more with each hour. */
  readonly number: number;
  /** When somebody was woken. */
  readonly since: Date;
}

const MINUTE_MS = 60_000;
const FIRST_MS = 15 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** How many reminders were due by now. A try that comes late makes up for none but the last. */
export function remindersDue(since: Date, now: Date): number {
  const passed = now.getTime() - since.getTime();
  return passed < FIRST_MS ? 0 : 1 + Math.floor(passed / HOUR_MS);
}

/** When the next one is due: later than now. */
export function nextReminderAt(since: Date, now: Date): Date {
  const due = remindersDue(since, now);
  return new Date(since.getTime() + (due === 0 ? FIRST_MS : due * HOUR_MS));
}

/** `NOT CONTAINED, reminder 2 after 1 h`: the first words of every message. */
export function headingWith(
  heading: string,
  { number, since, sentAt }: Reminder & { readonly sentAt: Date },
): string {
  const minutes = Math.floor((sentAt.getTime() - since.getTime()) / MINUTE_MS);
  const after = minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`;
  return `${heading}, reminder ${number} after ${after}`;
}
