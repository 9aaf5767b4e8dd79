import { textAt } from '../json.ts';
import type { Finding } from '../report.ts';
import { finding, subjectProblem } from './alert-form.ts';
import type { Notification } from './notification.ts';
import { mismatch } from './schemas.ts';

export type Alarm = 'ALARM' | 'OK';

/** Which states wake somebody, and which end that. `undefined`: the pager hears nothing, or it depends on the reason. */
export function alarmFor(state: string): Alarm | undefined {
  if (state === 'NOT_CONTAINED' || state === 'PARTLY_CONTAINED') return 'ALARM';
  return state === 'CONTAINED' || state === 'RESOLVED' ? 'OK' : undefined;
}

export function isPage(incident: string, alarm?: Alarm): (page: Notification) => boolean {
  return ({ json }) =>
    textAt(json, 'AlarmName') === incident &&
    (alarm ?? textAt(json, 'NewStateValue')) === textAt(json, 'NewStateValue');
}

/** What pagers read is the form of CloudWatch's alarms; a wrong time or Subject is a page that nobody gets. */
export function lookAtPage(page: Notification | undefined, state: string, alarm: Alarm): Finding {
  const { subject = '', attributes, json } = page ?? {};
  const begins = `${alarm}: P[1-3] ${state.replaceAll('_', ' ')} `;
  return finding(`the pager gets ${alarm}, in the form of an alarm, valid by its schema`, [
    mismatch('pager', json),
    subjectProblem(subject),
    new RegExp(`^${begins}`).test(subject) ? '' : `Subject ${subject}`,
    said(json, 'NewStateValue', alarm),
    said(json, 'AlarmName', textAt(json, 'dedupKey')),
    said(json, 'external_id', textAt(json, 'dedupKey')),
    said(json, 'status', alarm === 'ALARM' ? 'triggered' : 'resolved'),
    // With any other number of digits Splunk On-Call drops it.
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(textAt(json, 'StateChangeTime')) ? '' : 'StateChangeTime',
    attributes === undefined ? '' : 'MessageAttributes',
  ]);
}

function said(json: unknown, key: string, wanted: string): string {
  const found = textAt(json, key);
  return found === wanted && found !== '' ? '' : `${key} ${found}`;
}
