import { styleText } from 'node:util';
import { printable } from '../../src/core/printable.ts';
import { text } from '../../src/sources/fields.ts';
import type { GivenEvent } from '../events/forms.ts';
import { decisionInWords } from './decision-words.ts';
import { type Rehearsal, rehearse, type Stack } from './rehearsal.ts';
import { matching, rulesWith, whyNot } from './rules.ts';
import { alertInWords, callInWords } from './texts.ts';

/** What the stack does about one event, for people who read it in a terminal. */
export async function explain(given: GivenEvent, stack: Stack): Promise<string> {
  const { event } = given;
  const rules = rulesWith(stack.values);
  const found = matching(event, rules);
  const head = section('THE EVENT', headOf(given));
  if (found.length === 0) {
    const reasons = [
      ...rules.flatMap((rule) => [rule.id, `  ${whyNot(rule, event)}`]),
      ...(event['detail-type'].endsWith(' via CloudTrail') ? TELL_PEOPLE : []),
    ];
    return [head, section('NO RULE matches, so the responder never sees it', reasons)].join('\n');
  }
  const matched = found.map(({ id, description }) => `${id}: ${description}`);
  const times = found.length === 1 ? '' : `, so that the function runs ${found.length} times; once is shown`;
  const rehearsal = await rehearse(event, stack);
  return [head, section(`RULE that matches${times}`, matched), ...sectionsOf(rehearsal, given)].join('\n');
}

const TELL_PEOPLE = [
  'Own…Rule',
  "  these tell people by themselves of calls on what the stack is made of, and AWS's names of that are not known here",
];

function sectionsOf(rehearsal: Rehearsal, { event }: GivenEvent): readonly string[] {
  const { assumed, requests, published, outcomes, again, place } = rehearsal;
  const elsewhere =
    event.region === place.region
      ? []
      : [`the event of ${printable(event.region, 30)} is forwarded to the stack`];
  const calls = requests.map((request, index) => `${String(index + 1).padStart(2)} ${callInWords(request)}`);
  const ends = [
    ...outcomes.map(({ state, reason, title }) => `${state}, reason ${reason}: ${title}`),
    ...(again === undefined ? [] : [`Lambda runs it again: ${again}`]),
  ];
  return [
    section('DECISION', decisionsIn(rehearsal)),
    section('ASSUMED, because the event does not say it: the account is unknown here', [
      ...assumed,
      `the stack is in ${place.region} of account ${place.accountId}`,
      ...elsewhere,
      'the ledger is empty: nobody was contained, told or undone before',
      'nothing else exists, AWS answers at once and refuses nothing, and the event arrives now',
    ]),
    section('CALLS of AWS, in this order', calls.length === 0 ? ['none'] : calls),
    section('HOW IT ENDS, if all that is so', ends.length === 0 ? ['no outcome event'] : ends),
    section(
      'TEXTS. Lines with ? tell what was read of the account, which is what was assumed above',
      published.length === 0
        ? [outcomes.length === 0 ? 'nobody is told' : 'nobody is told; machines get the outcome event']
        : published.flatMap(alertInWords),
    ),
  ];
}

function decisionsIn({ decisions, unreadable, isHeartbeat }: Rehearsal): readonly string[] {
  if (isHeartbeat)
    return [
      'a heartbeat of the stack itself',
      '→ it goes on to the queue for heartbeats if all else answers',
    ];
  if (unreadable !== undefined) return [`it cannot be read: ${unreadable}`, '→ a person must look at it'];
  return decisions.flatMap(decisionInWords);
}

function headOf({ event, form }: GivenEvent): readonly string[] {
  const { source, 'detail-type': detailType, account, region, detail } = event;
  const about = text(detail, 'type') ?? text(detail, 'eventName') ?? text(detail, 'eventTypeCode');
  const given = form.join(', in it ');
  const became =
    form.at(-1) === 'an event of EventBridge' ? '' : ': here in the envelope that EventBridge gives it';
  return [
    `${given}${became}`,
    `source ${printable(source, 80)}, detail-type ${printable(detailType, 80)}`,
    `account ${printable(account, 20)}, ${printable(region, 30)}${about === undefined ? '' : `, ${printable(about, 120)}`}`,
  ];
}

function section(title: string, lines: readonly string[]): string {
  return `${styleText('bold', title)}\n${lines.map((line) => `  ${line}`.trimEnd()).join('\n')}\n`;
}
