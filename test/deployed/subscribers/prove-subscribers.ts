import { isDeepStrictEqual } from 'node:util';
import type { Case } from '../cases/case.ts';
import { cases } from '../cases.ts';
import type { Mailbox } from '../mailbox.ts';
import { finding, lookAtAlertForm } from '../messages/alert-form.ts';
import { lookAtChatForm } from '../messages/chat-form.ts';
import type { Notification } from '../messages/notification.ts';
import { alarmFor, isPage } from '../messages/pager-form.ts';
import { present } from '../present.ts';
import type { Finding } from '../report.ts';
import { invokeForCase, type Proof } from '../run-case.ts';
import { RUNBOOK_URL } from '../standing.ts';
import type { Path, Receiver } from './receiver.ts';

/** One of each state. What the report says is its reporter's text, an address in it among others. */
const NAMES = [
  'report',
  "user's session",
  "session of a role with a user's name",
  'finding of low severity',
  'sample finding',
];
const SECONDS = 5;

/** What each kind of subscriber of the alert topic and of the pager topic gets of the same response. */
export async function proveSubscribers(proof: Proof, receiver: Receiver): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const name of NAMES) {
    const theCase = present(
      cases.defaults.find((one) => one.name === name),
      `the case ${name}`,
    );
    const told = await proveOne(proof, theCase, receiver);
    findings.push(
      ...told.map(({ what, ...rest }) => ({ what: `${theCase.expected.state}: ${what}`, ...rest })),
    );
  }
  return findings;
}

async function proveOne(proof: Proof, theCase: Case, receiver: Receiver): Promise<readonly Finding[]> {
  const { findings, scene, alert } = await invokeForCase(proof, theCase);
  const { state } = theCase.expected;
  const [incident = ''] = scene.incidents;
  const failed = findings.filter(({ passed }) => !passed).map(({ what, found }) => `${what}, but ${found}`);
  return [
    finding('the response is as in its case', failed),
    lookAtAlertForm(alert),
    ...(await lookAtAlertsOf(alert, { state, incident }, receiver)),
    ...(await lookAtPagesOf(proof, { state, incident }, receiver)),
  ];
}

interface Told {
  readonly state: string;
  readonly incident: string;
}

async function lookAtAlertsOf(
  alert: Notification | undefined,
  { state, incident }: Told,
  receiver: Receiver,
): Promise<readonly Finding[]> {
  const same = (path: Path) =>
    receiver.at(path).find(({ messageId }) => messageId === alert?.messageId, SECONDS);
  const text = (await same('text'))?.text ?? '';
  const machine = await same('function');
  const chat = receiver.https === undefined ? undefined : await same('chat');
  const [firstLine = ''] = text.split('\n');
  return [
    {
      what: 'the http server gets the text, and its first line begins with the state',
      passed: firstLine.startsWith(`${state.replaceAll('_', ' ')}: `),
      found: firstLine,
    },
    finding('the text is plain and printable', [/^[\x20-\x7e\n]+$/.test(text) ? '' : 'other characters']),
    finding('the function gets what the queue gets', [
      machine !== undefined && isDeepStrictEqual(machine.json, alert?.json) ? '' : 'something else',
    ]),
    ...(receiver.https === undefined ? [] : [lookAtChat(chat, incident)]),
  ];
}

function lookAtChat(chat: Notification | undefined, incident: string): Finding {
  const { what, ...rest } =
    chat === undefined
      ? finding('it gets something', ['nothing'])
      : lookAtChatForm(chat, { incident, runbookUrl: RUNBOOK_URL });
  return { what: `the https server: ${what}`, ...rest };
}

/** The form is looked at wherever a case runs; here, that a server gets what the queue gets, and that nobody is woken for nothing. */
async function lookAtPagesOf(
  { proofStack: { pages } }: Proof,
  { state, incident }: Told,
  receiver: Receiver,
): Promise<readonly Finding[]> {
  const isOurs = isPage(incident);
  if (alarmFor(state) === undefined) {
    const page = await pages?.find(isOurs, 0);
    return [{ what: 'the pager hears nothing', passed: page === undefined, found: page?.subject ?? '' }];
  }
  if (receiver.https === undefined) return [];
  const [queued, posted] = await Promise.all(
    [pages, receiver.at('page')].map((box: Mailbox<Notification> | undefined) => box?.find(isOurs, SECONDS)),
  );
  const passed = posted !== undefined && isDeepStrictEqual(posted, queued);
  return [{ what: 'an https pager gets what the queue gets', passed, found: posted?.subject ?? '' }];
}
