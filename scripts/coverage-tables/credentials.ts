import { contain } from '../../src/containment/index.ts';
import { decide } from '../../src/core/decide.ts';
import type { AffectedIdentity, Detection, Principal } from '../../src/core/detection.ts';
import { type History, NO_HISTORY } from '../../src/core/history.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import type { ResponsePolicy } from '../../src/core/response-policy.ts';
import { cooperativeAccounts } from './cooperative-iam.ts';
import {
  credential,
  DENIED,
  detectionOf,
  KEY,
  MADE,
  MEMBER,
  OWN,
  PERSON,
  policy,
  REMOVAL,
  RESPONDER,
  SERVICE_CREDENTIAL,
  SESSION,
  SSH_KEY,
  SWITCHED,
  USER,
  USER_ID,
} from './examples.ts';
import { code, tableOf } from './markdown.ts';

interface Credential {
  readonly words: string;
  readonly affected: AffectedIdentity;
  readonly settings?: Partial<ResponsePolicy>;
  readonly change?: Partial<Detection>;
  readonly history?: History;
}

const QUARANTINE = { words: ', with `quarantineUsers`', settings: { quarantineUsers: true } } as const;
const MEMBERS = { words: ', with `memberRoleName`', settings: { memberRoleName: 'responder' } } as const;
const role = (roleName: string | undefined, arn?: string) =>
  credential(SESSION, {
    type: 'AssumedRole',
    ...(roleName !== undefined && { roleName }),
    ...(arn !== undefined && { arn: `arn:aws:iam::${OWN}:role${arn}` }),
  });
const reactivated = { kind: 'reactivated-key', signal: 'reactivation', by: PERSON, ...SWITCHED } as const;
const stopped = { kind: 'stopped-key', signal: 'stop', deleted: false, by: PERSON, ...SWITCHED } as const;

const byThief = { ...NO_HISTORY, making: { byWatched: true, forWatched: true } } as const;
const refused = { kind: 'user', signal: 'quarantine-refused', principal: USER, accountId: OWN } as const;

/** A new type of principal does not compile until it has a credential here. */
const byPrincipal: Readonly<Record<Principal['type'], readonly Credential[]>> = {
  IAMUser: [
    ...withAnd(
      'a long-term key (`AKIA`) of a user, with the name in the event',
      credential(KEY, USER),
      QUARANTINE,
    ),
    ...withAnd('a session (`ASIA`) of a user', credential(SESSION, USER), QUARANTINE),
    ...withAnd(
      "a user with AWS's quarantine policy",
      { kind: 'user', signal: 'quarantine-policy', principal: USER, accountId: OWN },
      QUARANTINE,
    ),
    ...withAnd(
      'a user whom AWS was refused to put under quarantine',
      { ...refused, isProof: true },
      QUARANTINE,
    ),
    {
      words: 'the same, in a record that names a key, session or ARN of a customer',
      affected: { ...refused, isProof: false },
    },
    {
      words: 'a user off whom the deny of this responder was taken, by itself or with a key that it made',
      affected: REMOVAL,
      settings: { quarantineUsers: true },
      history: { ...NO_HISTORY, denial: { ...DENIED, byItself: true } },
    },
    {
      words: 'the same, by somebody else',
      affected: REMOVAL,
      settings: { quarantineUsers: true },
      history: { ...NO_HISTORY, denial: DENIED },
    },
    {
      words: 'the same, after the undo of an alert',
      affected: REMOVAL,
      history: { ...NO_HISTORY, denial: { ...DENIED, undone: true } },
    },
    {
      words: 'the same, when the ledger does not answer',
      affected: REMOVAL,
      history: { kind: 'unreadable' },
    },
    {
      words: 'any other user off whom a deny was taken',
      affected: REMOVAL,
      history: NO_HISTORY,
    },
    {
      words: 'a service-specific credential (`ACCA`) that was reported with its user',
      affected: { ...credential(SERVICE_CREDENTIAL, USER), signal: 'report' },
    },
    ...withAnd(
      'an API key that was reported: it shows its user, and not its id',
      { kind: 'user', signal: 'report', principal: USER, accountId: OWN, apiKeyOf: 'bedrock' },
      QUARANTINE,
    ),
    {
      words: 'a user in a finding with a unique id and without a key',
      affected: credential(undefined, USER),
    },
    {
      words: 'a user in a finding without a unique id and without a key',
      affected: credential(undefined, { type: 'IAMUser', userName: 'ci-deploy' }),
    },
    ...withAnd('a key of a user of another account', credential(KEY, USER, { accountId: MEMBER }), MEMBERS),
    {
      words: 'a key without an account in the event',
      affected: credential(KEY, USER, { accountId: undefined }),
    },
    {
      words: 'a key of another account than our own, in an event of a third account',
      affected: credential(KEY, USER),
      change: { receivedBy: MEMBER },
    },
    {
      words: 'the same, in a finding of an account in `findingAdministrators`',
      affected: credential(KEY, USER),
      settings: { findingAdministrators: [MEMBER] },
      change: { receivedBy: MEMBER, coversMembers: true },
    },
    {
      words: 'a key that this responder had deactivated and somebody switched on',
      affected: reactivated,
      history: { ...NO_HISTORY, containment: 'event' },
    },
    {
      words: 'the same, restored by the undo of an alert',
      affected: reactivated,
      history: { ...NO_HISTORY, restored: { of: 'event', at: new Date(0) } },
    },
    {
      words: 'the same, when the ledger does not answer',
      affected: reactivated,
      history: { kind: 'unreadable' },
    },
    {
      words: 'the same, when somebody has erased the ledger',
      affected: reactivated,
      history: { kind: 'unreadable', erased: true },
    },
    {
      words: 'the same again, when the ledger answers that it knows nothing of the key',
      affected: reactivated,
      history: { ...NO_HISTORY, mayHavePaged: true },
    },
    {
      words: 'a key that somebody set Inactive or deleted while a page about it was open',
      affected: stopped,
      history: {
        ...NO_HISTORY,
        lastAlert: { state: 'NOT_CONTAINED', page: 'open' },
      },
    },
    {
      words: 'any other key that somebody set Inactive or deleted',
      affected: stopped,
      history: NO_HISTORY,
    },
    {
      words: 'a key that this responder set Inactive, as CloudTrail records it',
      affected: { ...stopped, by: RESPONDER },
    },
    {
      words: 'a key that somebody made about whom an incident is open',
      affected: MADE,
      history: byThief,
    },
    {
      words: 'another credential that somebody made about whom an incident is open',
      affected: { ...MADE, accessKeyId: undefined, other: { kind: 'ssh-public-key', id: SSH_KEY } },
      history: byThief,
    },
    {
      words: 'a key that somebody made while the ledger does not answer',
      affected: MADE,
      history: { kind: 'unreadable' },
    },
    {
      words: 'a key of an exempt user',
      affected: credential(KEY, USER),
      settings: { exemptPrincipals: [USER_ID] },
    },
    { words: 'a malformed key id', affected: credential('GeneratedFindingAccessKeyId', USER) },
    { words: 'a sample finding', affected: credential(KEY, USER), change: { sample: true } },
    {
      words: 'a finding that was archived, resolved or closed',
      affected: credential(KEY, USER),
      change: { archived: true },
    },
    {
      words: 'a replayed event',
      affected: credential(KEY, USER),
      change: { replayed: true },
    },
  ],
  AssumedRole: [
    { words: 'a session of a role', affected: role('deploy') },
    {
      words: 'a session of a role, with the role in `revocableRoles`',
      affected: role('deploy'),
      settings: { revocableRoles: ['deploy'] },
    },
    {
      words: 'a session of Identity Center',
      affected: role('AWSReservedSSO_Admin_0123456789abcdef'),
      settings: { revocableRoles: ['*'] },
    },
    {
      words: 'a session of a service-linked role',
      affected: role('AWSServiceRoleForSupport'),
      settings: { revocableRoles: ['*'] },
    },
    {
      words: "a session of the responder's own role",
      affected: role('respond'),
      settings: { revocableRoles: ['*'] },
    },
    {
      words: "a long-term key beside a role's name (the name is ignored)",
      affected: credential(KEY, { type: 'AssumedRole', roleName: 'deploy' }),
    },
  ],
  FederatedUser: [
    ...withAnd(
      'a federated session, with the user who issued it (only CloudTrail says who)',
      credential(SESSION, { type: 'FederatedUser', issuer: USER }),
      QUARANTINE,
    ),
    {
      words: 'a federated session, without its issuer',
      affected: credential(SESSION, { type: 'FederatedUser', issuer: undefined }),
    },
    {
      words: 'a federated session issued by root',
      affected: credential(SESSION, { type: 'FederatedUser', issuer: { type: 'Root' } }),
    },
  ],
  Root: [
    { words: 'a long-term key of root', affected: credential(KEY, { type: 'Root' }) },
    { words: 'a session of root', affected: credential(SESSION, { type: 'Root' }) },
  ],
  AWSService: [
    { words: 'a call that an AWS service makes', affected: credential(KEY, { type: 'AWSService' }) },
  ],
  Unknown: [
    { words: 'a long-term key without a principal', affected: credential(KEY, { type: 'Unknown' }) },
    { words: 'a session without a principal', affected: credential(SESSION, { type: 'Unknown' }) },
    { words: 'no key and no principal', affected: credential(undefined, { type: 'Unknown' }) },
    {
      words: 'a service-specific credential (`ACCA`) without its user',
      affected: credential(SERVICE_CREDENTIAL, { type: 'Unknown' }),
    },
    {
      words: 'an API key that was reported, and does not show its user',
      affected: { ...credential(undefined, { type: 'Unknown' }), signal: 'report', apiKeyOf: 'bedrock' },
    },
    {
      words: 'a text that is no key id: a name, an ARN, `UNKNOWN`, another prefix',
      affected: credential('UNKNOWN', { type: 'Unknown' }),
    },
    {
      words: "a placeholder of AWS's documentation",
      affected: credential('ACCESS_KEY_ID_HERE', { type: 'Unknown' }),
    },
  ],
};

function withAnd(
  words: string,
  affected: AffectedIdentity,
  also: { readonly words: string; readonly settings: Partial<ResponsePolicy> },
): readonly Credential[] {
  return [
    { words, affected },
    { words: `${words}${also.words}`, affected, settings: also.settings },
  ];
}

export async function credentialsTable(): Promise<readonly string[]> {
  const rows = (await credentialEnds()).map(({ words, outcome: { decision, actions, state, reason } }) => [
    words,
    decision.action,
    actions.map(({ call }) => code(call)).join(', ') || 'none',
    `${state} ${code(reason)}`,
  ]);
  return tableOf(['credential', 'decision', 'calls, when all works', 'how it ends'], rows);
}

/** One event about one credential, and how its response ends when all works. */
export interface CredentialEnd {
  readonly words: string;
  readonly detection: Detection;
  readonly outcome: Outcome;
}

export function credentialEnds(): Promise<readonly CredentialEnd[]> {
  return Promise.all(Object.values(byPrincipal).flat().map(endOf));
}

async function endOf({ words, affected, settings, change, history }: Credential): Promise<CredentialEnd> {
  const detection = detectionOf(affected, change);
  const [decision] = decide(detection, { policy: { ...policy, ...settings }, history });
  if (decision === undefined) throw new Error('every credential needs a decision');
  const statusNow = affected.kind === 'stopped-key' ? 'Inactive' : 'Active';
  // Who reports one has found it: its user has one.
  const serviceCredential = affected.signal === 'report';
  const { outcome } = await contain(decision, cooperativeAccounts(statusNow, { serviceCredential }));
  return { words, detection, outcome };
}
