import { type CredentialEnd, credentialEnds } from '../../scripts/coverage-tables/credentials.ts';
import { credential, KEY, OWN, policy, REMOVAL, USER } from '../../scripts/coverage-tables/examples.ts';
import { composeMessages, modelsOf } from '../../src/alerting/messages.ts';
import { remedies } from '../../src/containment/index.ts';
import type { AffectedIdentity, Caller, Principal } from '../../src/core/detection.ts';
import { describe } from '../../src/core/incident.ts';
import { type Reason, reasons } from '../../src/core/reasons/index.ts';
import type { CredentialFact, CredentialKind } from '../../src/core/user-credential.ts';
import { type Ending, endOf } from '../ended-in.ts';
import { place } from '../incident-of.ts';
import { accepted, at, read } from './case.ts';
import { SENT_AT } from './tell.ts';

/**
 * What an engineer reads first, whatever the credential and however it ended: the subject, the verdict, who must act by when,
 * and the SMS. The cases beside it have the whole alerts of a few.
 */
export async function firstLines(): Promise<string> {
  const ends = await credentialEnds();
  const shown = new Set(ends.map(({ outcome }) => outcome.reason));
  const others = (Object.keys(reasons) as Reason[]).filter((reason) => !shown.has(reason));
  return [
    ...section('each kind of credential, if every call is answered', ends),
    ...section('each other end of a response', others.map(endingIn)),
    ...section('what else the user has', beside()),
    ...section('each caller', callers.map(calledBy)),
  ].join('\n');
}

function section(title: string, ends: readonly CredentialEnd[]): readonly string[] {
  return [`===== ${title} =====`, '', ...ends.flatMap((end) => [...linesOf(end), ''])];
}

const settings = {
  ledgerTableName: 'compromised-key-responder-prod-Ledger',
  ...{ runbookUrl: '', deadLetterQueueUrl: '', identityCenter: { url: '', role: '' } },
  ...{ policy, version: '0.1.0' },
};

function linesOf({ words, detection, outcome }: CredentialEnd): readonly string[] {
  const incident = describe(detection, { outcomes: [outcome], place, sentAt: SENT_AT });
  const models = modelsOf(incident, { settings, remedies });
  const { alert } = composeMessages(models);
  return [
    `${words}: ${outcome.reason}`,
    `  ${alert.subject}`,
    ...models.flatMap(({ headline, actBy }) => [`  ${headline}`, `  ${actBy}`]),
    `  ${alert.bodies['sms']}`,
  ];
}

/** What the first section does not come to, such as IAM's refusals. */
function endingIn(reason: Reason): CredentialEnd {
  return endWith(reason, credential(KEY, USER), { words: 'a key of a user' });
}

function endWith(
  reason: Reason,
  affected: AffectedIdentity,
  { words, ...ending }: Ending & { readonly words: string },
): CredentialEnd {
  return { words, ...endOf(reason, affected, ending) };
}

const service = (number: number, status = 'Active'): CredentialFact => ({
  ...{ kind: 'service-specific-credential', id: `ACCAEXAMPLE12${number}EXAMPLE`, status },
  ...{ createdAt: at('03:00:00.000'), service: 'bedrock' },
});

/** Credentials that are no access keys, by how many there are, and what of them could not be read. */
function beside(): readonly CredentialEnd[] {
  const change = { evidence: { firstSeen: at('02:58:00.000') } };
  const beforeIt = { evidence: { firstSeen: at('03:05:00.000') } };
  const readAt = '03:12:08.410';
  const found = (...value: readonly CredentialFact[]) => ({
    credentials: read(readAt, { 'service-specific-credential': { ok: true, value } }),
  });
  const unread = (...kinds: readonly CredentialKind[]) => ({
    credentials: read(
      readAt,
      Object.fromEntries(kinds.map((kind) => [kind, { ok: false, error: 'Throttling' }])),
    ),
  });
  const stopped = [1, 2, 3].map((number) =>
    accepted(readAt, 'iam:UpdateServiceSpecificCredential', `${service(number).id} Inactive`),
  );
  const password = { ok: true, value: { madeAt: at('03:00:00.000') } } as const;
  const affected = credential(KEY, USER);
  const user = { userName: 'ci-deploy', keys: [{ accessKeyId: KEY, status: 'Inactive' }] };
  return [
    ...[1, 2, 3].map((count) =>
      endWith('younger-credential-alive', affected, {
        words: `${count} made since the theft`,
        ...user,
        ...found(...[1, 2, 3].slice(0, count).map((number) => service(number))),
        change,
      }),
    ),
    endWith('younger-credential-alive', affected, {
      words: 'a console password made since the theft',
      ...user,
      ...found(),
      consolePassword: password,
      change,
    }),
    ...[1, 2].map((count) =>
      endWith('older-credential-alive', affected, {
        words: `${count} from before the theft`,
        ...user,
        ...found(...[1, 2].slice(0, count).map((number) => service(number))),
        change: beforeIt,
      }),
    ),
    ...[0, 1, 3].map((count) =>
      endWith('keys-inactive', affected, {
        words: `${count} set Inactive with the key`,
        ...user,
        ...found(...[1, 2, 3].map((number) => service(number, 'Inactive'))),
        actions: stopped.slice(0, count),
      }),
    ),
    ...(['credentials-not-read', 'credentials-unreadable'] as const).map((reason) =>
      endWith(reason, affected, {
        words: 'two kinds not read',
        ...user,
        ...unread('service-specific-credential', 'signing-certificate'),
      }),
    ),
    endWith('credentials-unreadable', affected, {
      words: 'a password not read',
      ...user,
      ...found(),
      consolePassword: { ok: false, error: 'Throttling' },
    }),
    ...(['policy', 'boundary'] as const).map((by) =>
      endWith('user-quarantined', affected, {
        words: `denied by a ${by}`,
        ...user,
        quarantine: { by, holds: 'yes' },
      }),
    ),
  ];
}

const callers: readonly Principal[] = [
  { type: 'IAMUser', userName: 'security-admin' },
  { type: 'IAMUser', userName: 'a name/that IAM refuses' },
  { type: 'AssumedRole', roleName: 'deploy-admin' },
  { type: 'AssumedRole' },
  { type: 'Root' },
  { type: 'FederatedUser', issuer: undefined },
  { type: 'AWSService' },
  { type: 'Unknown' },
];

function calledBy(principal: Principal): CredentialEnd {
  const by: Caller = { principal, accountId: OWN };
  const name =
    'userName' in principal ? principal.userName : 'roleName' in principal ? principal.roleName : '';
  const words = `a deny that was taken off by ${principal.type} ${name ?? ''}`.trim();
  return endWith('deny-taken-off', { ...REMOVAL, by }, { words });
}
