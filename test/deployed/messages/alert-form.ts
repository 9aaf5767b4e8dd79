import { isDeepStrictEqual } from 'node:util';
import { textAt, valueAt } from '../json.ts';
import type { Finding } from '../report.ts';
import type { Notification } from './notification.ts';
import { mismatch } from './schemas.ts';

/** Of a change of state. SNS developer guide, "Amazon SNS message attributes". */
const FOR_EVERYBODY = { audience: { Type: 'String', Value: 'change' } };

/** What every alert in a queue must be, whatever it tells. */
export function lookAtAlertForm(alert: Notification | undefined): Finding {
  const { subject = '', attributes, json } = alert ?? {};
  return finding('the alert is valid by its schema, its Subject is as promised, its audience is everybody', [
    mismatch('alert', json),
    subjectProblem(subject),
    subjectOf(json).test(subject) ? '' : `Subject ${subject}`,
    isDeepStrictEqual(attributes, FOR_EVERYBODY) ? '' : `MessageAttributes ${JSON.stringify(attributes)}`,
  ]);
}

/** `[P1 NOT CONTAINED] key … change FAILED, account …`. */
function subjectOf(json: unknown): RegExp {
  // A setting keeps a stolen key Active: the Subject says so, and does not begin with NO ACTION.
  const kept: Readonly<Record<string, string>> = {
    exempt: 'NOT CONTAINED \\(EXEMPT\\)',
    observe: 'NOT CONTAINED \\(OBSERVE MODE\\)',
    tampering: 'NOT CONTAINED \\(ALERT ONLY\\)',
    'tampering-refused': 'NOT CONTAINED \\(REFUSED CALL\\)',
  };
  const paged = valueAt(json, 'page') === true ? kept[textAt(json, 'reason')] : undefined;
  const state = paged ?? textAt(json, 'state').replaceAll('_', ' ');
  const account = textAt(json, 'account', 'id');
  return new RegExp(`^\\[${textAt(json, 'severity')} ${state}\\] \\S.*, account ${account}(?:, |$)`);
}

/** SNS refuses such a Subject, and MiniStack does not. SNS API reference, Publish. */
export function subjectProblem(subject: string): string {
  if (subject.length >= 100) return `Subject of ${subject.length} characters`;
  return /^[A-Za-z0-9[][\x20-\x7e]*$/.test(subject) ? '' : `Subject "${subject}" that SNS may refuse`;
}

/** What is put on the bus of one credential. */
export function lookAtOutcomeForm(outcomes: readonly unknown[]): Finding {
  return finding(
    'each outcome event is valid by its schema, and its transition leads to its state',
    outcomes.flatMap((outcome) => [
      mismatch('outcome', outcome),
      valueAt(outcome, 'transition', 'to') === valueAt(outcome, 'state')
        ? ''
        : 'transition.to is not the state',
    ]),
  );
}

/** As it must be where no problem has a word to say. */
export function finding(what: string, problems: readonly string[]): Finding {
  const found = problems.filter((problem) => problem !== '').join('; ');
  return { what, passed: found === '', found };
}
