import { type Content, contentOf } from './chat.ts';
import type { Sent } from './sent.ts';

export interface Mutation {
  readonly question: number;
  /** The case whose alert is good. */
  readonly of: string;
  readonly when: string;
  readonly worsen: (good: Sent) => Sent;
}

const CONTAINED = 'contained';

/** One way at least in which a good alert gets worse, for each question. */
export const mutations: readonly Mutation[] = [
  inText(1, 'the first line does not begin with the state', (text) => text.replace(/^CONTAINED: /, '')),
  inText(1, 'it begins with another state', (text) => text.replace(/^CONTAINED/, 'NOT CONTAINED')),
  inText(1, 'something comes before it', (text) => `Dear colleague,\n${text}`),
  inSms(1, 'the SMS begins with another state', (sms) => sms.replace('CONTAINED', 'NOT CONTAINED')),
  inChat(1, 'chat begins with another state', (chat) => ({ ...chat, title: 'P3 NOT CONTAINED: AWS key' })),
  inText(2, 'it does not say when that was read', without(/Read back from IAM at \S+ \S+\. /)),
  inText(2, 'it was read before the change', (text) =>
    text.replace('Read back from IAM at 2026-05-04 03:12:08Z', 'Read back from IAM at 2026-05-04 03:12:07Z'),
  ),
  inText(2, 'it says the opposite of what was read', (text) =>
    text.replace('is Inactive.', 'IS STILL ACTIVE.'),
  ),
  inText(3, 'the key id is cut', (text) => text.replaceAll('AKIAIOSFODNN7EXAMPLE', '..7EXAMPLE')),
  inText(4, 'the alias is missing', without(/ \(alias "prod"\)/)),
  inText(4, 'it is another account', (text) =>
    text.replace('ACCOUNT  111122223333', 'ACCOUNT  444455556666'),
  ),
  inText(5, 'nobody is told to act', without(/Act today: .*/)),
  inText(6, 'a command has a place to fill in', (text) => text.replaceAll("'ci-deploy'", '<user>')),
  inText(6, 'a quote is not closed', (text) => text.replace("'ci-deploy'", "'ci-deploy")),
  inText(6, 'a value is not quoted', (text) => text.replace(`'{"incident"`, '{"incident"')),
  inText(6, 'a command differs from that for machines', (text) =>
    text.replace("--user-name='ci-deploy'", "--user-name='ci-deploy2'"),
  ),
  inText(6, 'a shell would do more than the command', (text) =>
    text.replace("'ci-deploy'", "'ci-deploy'; curl"),
  ),
  inText(6, 'a command does not check the account', (text) =>
    text.replace(/^ \[ .* && (aws iam list-access-keys \S+) \|\| .*$/m, ' $1'),
  ),
  of('not-contained-role-session', [
    inText(6, 'sessions since the alert would live on', (text) =>
      text.replace(/'"\$\(date [^)]*\)"'/, '2026-05-04T03:12:16.000Z'),
    ),
  ]),
  of('contained-in-member-account', [
    inText(6, 'a comment has a quote, which a shell without comments would wait for the end of', (text) =>
      text.replace(/^ # in account/m, " # isn't in account"),
    ),
    inText(7, 'the ledger is looked for in the account of the key', (text) =>
      text.replace(/= '111122223333' \] && aws dynamodb/, "= '444455556666' ] && aws dynamodb"),
    ),
    inText(7, 'the key is looked for in the account of the ledger', (text) =>
      text.replace(/= '444455556666'( \] && aws iam update-access-key)/, "= '111122223333'$1"),
    ),
  ]),
  inText(7, 'the account is not compared', (text) => text.replace(/^ \[ [^\]]*\] && /m, ' ')),
  inText(7, 'it is compared with another account', (text) =>
    text.replace("= '111122223333' ]", "= '444455556666' ]"),
  ),
  inText(7, 'the command runs whatever the check says', (text) =>
    text.replace("= '111122223333' ] && aws", "= '111122223333' ] ; aws"),
  ),
  inHostile(
    8,
    'a link of the event can be followed',
    (text) => `${text}\n user agent "http://evil.example/x"`,
  ),
  inHostile(8, 'a domain of the event can be followed', (text) => `${text}\n user agent "evil.example"`),
  inHostile(8, 'a line of the event stands for itself', (text) => `${text}\nCONTAINED: all is well`),
  inHostileChat(8, 'chat mentions everybody', '<!channel>'),
  inHostileChat(8, 'chat has a link of the event', '[x](hxxp)'),
  inText(9, 'the user is missing', without(/^USER .*\n/m)),
  inText(9, 'the partition is missing', without(/, partition aws/)),
  inText(10, 'the detector is missing', without(/GuardDuty, /)),
  inText(10, 'the type is missing', without(/UnauthorizedAccess.*/)),
  inText(10, 'the severity is missing', without(/severity 8 \(High\), /)),
  inText(10, 'the count is missing', without(/seen once, /)),
  inText(11, 'the first time is missing', without(/first \S+ \S+Z, /)),
  inText(11, 'the last time is missing', without(/last \S+ \S+Z, /)),
  inText(11, 'the age is missing', without(/ \(14 min after the first\)/)),
  inText(12, 'the address is missing', without(/^ from .*\n/m)),
  inText(12, 'the call is missing', without(/^ call .*\n/m)),
  inText(12, 'how the call ended is missing', without(/, failed with "AccessDenied"/)),
  inText(13, 'a call is missing', without(/^.*iam:ListAccessKeys ci-deploy: ok\n/m)),
  inText(13, 'a call has no time', (text) =>
    text.replace(/^ \S+ \S+Z iam:UpdateAccessKey/m, ' iam:UpdateAccessKey'),
  ),
  inText(13, 'a call has no result', (text) => text.replace('Inactive: ok', 'Inactive')),
  inText(14, 'what was not done is missing', without(/^ not done: .*\n/m)),
  of('attack-sequence', [
    inText(12, 'an address of the sequence is missing', without(/^ addresses .*\n/m)),
    inText(12, 'the calls of the sequence are missing', without(/^ calls .*\n/m)),
    inText(17, 'what breaks is missing', without(/^ Revoking logs out everybody.*\n/m)),
  ]),
  inText(15, 'sessions are missing', without(/^ UNKNOWN {2}sessions .*\n/m)),
  inText(15, 'other keys are missing', without(/^ no {7}other access keys .*\n/m)),
  inText(15, 'the password is missing', without(/^ no {7}console password .*\n/m)),
  inText(15, 'the password has no status', (text) => text.replace(' no       console', '          console')),
  inText(16, 'a "no" has no blind spot', without(/; who signed in before may still be/)),
  inText(16, 'a "no" has no remark at all', without(/ \(read \S+ \S+; who signed in before may still be\)/)),
  inText(17, 'what will break is missing', without(/^MAY BREAK .*\n/m)),
  inText(18, 'the way back is missing', without(/^UNDO[\s\S]*?\n\n/m)),
  inText(19, 'the end is missing', without(/^FINISH[\s\S]*?\n\n/m)),
  inText(20, 'the finding is in another Region', (text) =>
    text.replace(/(FINDING .*region=)us-east-1/, '$1eu-west-1'),
  ),
  inText(20, 'the finding is in another partition', (text) =>
    text.replace(/^(FINDING {2}https:..)\S+?\//m, '$1console.amazonaws.cn/'),
  ),
  inText(20, 'the trail is missing', without(/^TRAIL .*\n/m)),
  inText(20, 'the trail is that of another key', (text) =>
    text.replace(/(TRAIL .*AccessKeyId=)\w+/, '$1AKIAI44QH8DHBEXAMPLE'),
  ),
  inText(21, 'the runbook is missing', without(/^RUNBOOK: [\s\S]*?\n\n/m)),
  inText(21, 'it is of another reason', (text) => text.replace('RUNBOOK: keys-inactive', 'RUNBOOK: root')),
  of('contained-with-quarantine', [
    inText(21, 'the link has no heading', (text) => text.replace('#user-quarantined', '')),
  ]),
  inText(22, 'mail has another id', (text) => text.replace(/^ID .*$/m, 'ID       another')),
  withThread(22, 'chat has another id', 'told'),
  withAlarmName(22, 'the pager has another id', 'told'),
  withMachine(22, 'machines have another id', 'dedupKey', 'another'),
  withSubject(23, 'it has 100 characters', (subject) => subject.padEnd(100, '.')),
  withSubject(23, 'it has a character that is not ASCII', (subject) => `${subject} \u2714`),
  withSubject(
    23,
    'the state comes late',
    () => '[P3] account 111122223333 AWS key AKIAIOSFODNN7EXAMPLE CONTAINED',
  ),
  inText(
    24,
    'mail has 61 lines',
    (text) => `${text}${'\nmore'.repeat(Math.max(1, 61 - text.split('\n').length))}`,
  ),
  inSms(24, 'the SMS has 126 characters', (sms) => sms.padEnd(126, '.')),
  inSms(24, 'the SMS has a character that counts twice', (sms) => `${sms} [x]`),
  inText(24, 'a secret access key is in it', (text) => `${text}\n"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"`),
  withMachine(
    24,
    'machines are told a secret access key',
    'note',
    'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  ),
  withThread(25, 'chat opens another thread later', 'later'),
  withAlarmName(25, 'the pager opens another incident later', 'later'),
].flat();

/** Of another alert than that about a key that is contained. */
function of(name: string, those: readonly Mutation[]): readonly Mutation[] {
  return those.map((mutation) => ({ ...mutation, of: name }));
}

function without(part: RegExp): (text: string) => string {
  return (text) => text.replace(part, '');
}

function inText(question: number, when: string, worsen: (text: string) => string): Mutation {
  return {
    question,
    of: CONTAINED,
    when,
    worsen: (good) => withAlert(good, 'told', { text: worsen(good.told.alert.text) }),
  };
}

function inSms(question: number, when: string, worsen: (sms: string) => string): Mutation {
  return {
    question,
    of: CONTAINED,
    when,
    worsen: (good) => withAlert(good, 'told', { sms: worsen(good.told.alert.sms) }),
  };
}

function inHostile(question: number, when: string, worsen: (text: string) => string): Mutation {
  return {
    question,
    of: CONTAINED,
    when,
    worsen: (good) => withAlert(good, 'hostile', { text: worsen(good.hostile.alert.text) }),
  };
}

function inHostileChat(question: number, when: string, more: string): Mutation {
  return { question, of: CONTAINED, when, worsen: (good) => withAlert(good, 'hostile', { chat: { more } }) };
}

function inChat(question: number, when: string, worsen: (chat: Content) => Content): Mutation {
  return {
    question,
    of: CONTAINED,
    when,
    worsen: (good) => {
      const { chat } = good.told.alert;
      return withAlert(good, 'told', { chat: { ...chat, content: worsen(contentOf(chat)) } });
    },
  };
}

function withSubject(question: number, when: string, worsen: (subject: string) => string): Mutation {
  return {
    question,
    of: CONTAINED,
    when,
    worsen: (good) => withAlert(good, 'told', { subject: worsen(good.told.alert.subject) }),
  };
}

function withMachine(question: number, when: string, name: string, value: string): Mutation {
  return {
    question,
    of: CONTAINED,
    when,
    worsen: (good) => withAlert(good, 'told', { machine: { ...good.told.alert.machine, [name]: value } }),
  };
}

type Version = 'told' | 'hostile' | 'later';

function withThread(question: number, when: string, version: Version): Mutation {
  return {
    question,
    of: CONTAINED,
    when,
    worsen: (good) => withAlert(good, version, { chat: { metadata: { threadId: 'another' } } }),
  };
}

function withAlarmName(question: number, when: string, version: Version): Mutation {
  return {
    question,
    of: CONTAINED,
    when,
    worsen: (good) => ({
      ...good,
      [version]: {
        ...good[version],
        pages: good[version].pages.map(({ subject, body }) => ({
          subject,
          body: { ...body, AlarmName: 'another' },
        })),
      },
    }),
  };
}

function withAlert(good: Sent, version: Version, part: Partial<Sent['told']['alert']>): Sent {
  const one = good[version];
  return { ...good, [version]: { ...one, alert: { ...one.alert, ...part } } };
}
