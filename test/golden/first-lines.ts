import { type CredentialEnd, credentialEnds } from '../../scripts/coverage-tables/credentials.ts';
import {
  credential,
  detectionOf,
  KEY,
  OWN,
  policy,
  REMOVAL,
  USER,
} from '../../scripts/coverage-tables/examples.ts';
import { composeMessages, modelsOf } from '../../src/alerting/messages.ts';
import { remedies } from '../../src/containment/index.ts';
import { decide } from '../../src/core/decide.ts';
import type { AffectedIdentity, Caller, Principal } from '../../src/core/detection.ts';
import { describe } from '../../src/core/incident.ts';
import type { Facts } from '../../src/core/outcome.ts';
import { type Reason, reasons } from '../../src/core/reasons/index.ts';
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
const place = { partition: 'aws', region: 'us-east-1', accountId: OWN };

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
  { words, facts = {} }: { readonly words: string; readonly facts?: Facts },
): CredentialEnd {
  const detection = detectionOf(affected);
  const [decision] = decide(detection, { policy });
  if (decision === undefined) throw new Error(`there is no decision about ${words}`);
  const { state, retry } = reasons[reason];
  return { words, detection, outcome: { decision, actions: [], state, reason, retry, ...facts } };
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
