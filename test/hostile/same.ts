import { expect } from '@jest/globals';
import { chatOf } from './inert.ts';
import type { Told } from './told.ts';

/** Two alerts about the same, told at different times: all that differs is text of the event, in its quotes. */
export function saysTheSame(told: Told, benign: Told): void {
  expect(told.alerts).toHaveLength(benign.alerts.length);
  expect(told.pages).toHaveLength(benign.pages.length);
  for (const [index, one] of told.alerts.entries()) {
    const other = benign.alerts[index];
    if (other === undefined) continue;
    expect(one.subject).toBe(other.subject);
    expect(one.bodies.sms).toBe(other.bodies.sms);
    expect(mail(one.bodies.email)).toEqual(mail(other.bodies.email));
    expect(chat(one.bodies.https)).toEqual(chat(other.bodies.https));
    expect(machine(one.bodies.sqs)).toEqual(machine(other.bodies.sqs));
    expect(one.bodies.lambda).toBe(one.bodies.sqs);
    expect(one.bodies.default).toBe(one.bodies.email);
  }
  for (const [index, one] of told.pages.entries()) {
    expect(one.subject).toBe(benign.pages[index]?.subject);
    expect(machine(one.message)).toEqual(machine(benign.pages[index]?.message ?? ''));
  }
  expect(told.outcomes.map((outcome) => machine(JSON.stringify(outcome)))).toEqual(
    benign.outcomes.map((outcome) => machine(JSON.stringify(outcome))),
  );
  expect(told.log.map((entry) => machine(JSON.stringify(entry)))).toEqual(
    benign.log.map((entry) => machine(JSON.stringify(entry))),
  );
}

const TIME = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:[\d.]+)?Z/g;

/** Line by line, without what is quoted, when it was, and what stands at the end of addresses of ours. */
export function mail(text: string): readonly string[] {
  return text.split('\n').map((line) =>
    line
      .replace(
        /^TIME {5}first (.+Z|unknown), last (.+Z|unknown), sent .+Z( \(.+ after the first\))?$/,
        'TIME',
      )
      .replace(/"[^"]*"/g, '""')
      .replace(/\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:[\d.]+)?Z)?/g, 'DATE')
      .replace(/--region='[^']*'/, "--region=''")
      .replace(/(https:\/\/[^#]*#\/(?:findings|events)).*/, '$1'),
  );
}

function chat(body: string): unknown {
  const { content } = chatOf(body);
  // In a code span stands what is quoted in mail, or a line to paste.
  const lines = content.description
    .split('\n')
    .map((line) => (/^ `\[ /.test(line) ? line.replaceAll('`', '') : line.replace(/`[^`]*`/g, '""')));
  return { ...content, description: mail(lines.join('\n')) };
}

/** Parts of the JSON that are the event's. `untrusted` among them names those that are anybody's. */
const EVENTS = [
  'actor',
  'target',
  'report',
  'sequence',
  'alertId',
  'ageSeconds',
  'firstSeen',
  'lastSeen',
  'type',
  'findingId',
];

function machine(json: string): unknown {
  return JSON.parse(json, (name, value: unknown) => {
    if (name === 'target' && typeof value === 'string') return value;
    if (['actor', 'target', 'report', 'sequence'].includes(name)) return untrusted(value as object);
    if (EVENTS.includes(name) || name === 'id' || name === 'messageId' || name === 'region') return undefined;
    if (typeof value !== 'string') return value;
    return (
      value
        .replace(TIME, 'TIME')
        .replace(/--region=.*/, '--region')
        // An undo is bound to the event that it undoes.
        .replace(/(":c":\{"S":")[\w-]+/, '$1EVENT')
        .replace(/(https:\/\/[^#]*#\/(?:findings|events)).*/, '$1')
    );
  });
}

/** Every text in it is named as somebody else's. */
function untrusted(part: object): readonly string[] {
  const { untrusted: named, ...texts } = part as { untrusted: readonly string[] };
  expect(Object.keys(texts)).toEqual(named);
  return named;
}
