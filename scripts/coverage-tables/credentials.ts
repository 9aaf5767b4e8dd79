import { carryOut } from '../../src/containment/index.ts';
import { decide } from '../../src/core/decide.ts';
import type { Detection, Implicated, Principal } from '../../src/core/detection.ts';
import type { History } from '../../src/core/history.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import type { ResponsePolicy } from '../../src/core/response-policy.ts';
import { cooperativeAccounts } from './cooperative-iam.ts';
import { credential, detectionOf, KEY, MEMBER, OWN, policy, SESSION, USER, USER_ID } from './examples.ts';
import { code, tableOf } from './markdown.ts';

interface Credential {
  readonly words: string;
  readonly implicated: Implicated;
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
const switched = { accessKeyId: KEY, principal: USER, accountId: OWN } as const;
const reactivated = { kind: 'reactivated-key', signal: 'reactivation', ...switched } as const;
const stopped = { kind: 'stopped-key', signal: 'stop', deleted: false, ...switched } as const;

/** A new type of principal does not compile until it has a credential here. */
const byPrincipal: Readonly<Record<Principal['type'], readonly Credential[]>> = {
  IAMUser: [
    ...withAnd('a long-term key (`AKIA`) of a user whom the event names', credential(KEY, USER), QUARANTINE),
    ...withAnd('a session (`ASIA`) of a user', credential(SESSION, USER), QUARANTINE),
    ...withAnd(
      'a user on whom AWS put its quarantine policy',
      { kind: 'user', signal: 'quarantine-policy', principal: USER, accountId: OWN },
      QUARANTINE,
    ),
    {
      words: 'a user whom a finding names with a unique id, and no key',
      implicated: credential(undefined, USER),
    },
    {
      words: 'a user whom a finding names without an id, and no key',
      implicated: credential(undefined, { type: 'IAMUser', userName: 'ci-deploy' }),
    },
    ...withAnd('a key of a user of another account', credential(KEY, USER, { accountId: MEMBER }), MEMBERS),
    {
      words: 'a key of an account that the event does not say',
      implicated: credential(KEY, USER, { accountId: undefined }),
    },
    {
      words: 'a key of an account that is neither our own nor the one that sent the event',
      implicated: credential(KEY, USER),
      change: { receivedBy: MEMBER },
    },
    {
      words: 'a key that somebody switched on, deactivated by this responder before',
      implicated: reactivated,
      history: { kind: 'known', deactivations: 1, restored: false },
    },
    {
      words: 'the same, after ten deactivations',
      implicated: reactivated,
      history: { kind: 'known', deactivations: 10, restored: false },
    },
    {
      words: 'the same, restored by the undo of an alert',
      implicated: reactivated,
      history: { kind: 'known', deactivations: 1, restored: true },
    },
    {
      words: 'the same, when the ledger does not answer',
      implicated: reactivated,
      history: { kind: 'unreadable' },
    },
    {
      words: 'a key that somebody set Inactive or deleted, about which somebody was woken',
      implicated: stopped,
      history: {
        kind: 'known',
        deactivations: 0,
        restored: false,
        told: { state: 'NOT_CONTAINED', alarm: 'open' },
      },
    },
    {
      words: 'a key that somebody set Inactive or deleted, of which nobody was told',
      implicated: stopped,
      history: { kind: 'known', deactivations: 0, restored: false },
    },
    {
      words: 'a key of an exempt user',
      implicated: credential(KEY, USER),
      settings: { exemptPrincipals: [USER_ID] },
    },
    { words: 'no well-formed key id', implicated: credential('GeneratedFindingAccessKeyId', USER) },
    { words: 'a sample finding', implicated: credential(KEY, USER), change: { sample: true } },
    {
      words: 'a finding that was archived, resolved or closed',
      implicated: credential(KEY, USER),
      change: { archived: true },
    },
    {
      words: 'an event of the past, replayed',
      implicated: credential(KEY, USER),
      change: { replayed: true },
    },
  ],
  AssumedRole: [
    { words: 'a session of a role', implicated: role('deploy') },
    {
      words: 'a session of a role, with the role in `revocableRoles`',
      implicated: role('deploy'),
      settings: { revocableRoles: ['deploy'] },
    },
    {
      words: 'a session of Identity Center',
      implicated: role('AWSReservedSSO_Admin_0123456789abcdef'),
      settings: { revocableRoles: ['*'] },
    },
    {
      words: 'a session of a service-linked role',
      implicated: role('AWSServiceRoleForSupport'),
      settings: { revocableRoles: ['*'] },
    },
    {
      words: "a session of the responder's own role",
      implicated: role('respond'),
      settings: { revocableRoles: ['*'] },
    },
    {
      words: "a long-term key beside a role's name: the name is not believed",
      implicated: credential(KEY, { type: 'AssumedRole', roleName: 'deploy' }),
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
      implicated: credential(SESSION, { type: 'FederatedUser', issuer: undefined }),
    },
    {
      words: 'a federated session issued by root',
      implicated: credential(SESSION, { type: 'FederatedUser', issuer: { type: 'Root' } }),
    },
  ],
  Root: [
    { words: 'a long-term key of root', implicated: credential(KEY, { type: 'Root' }) },
    { words: 'a session of root', implicated: credential(SESSION, { type: 'Root' }) },
  ],
  AWSService: [
    { words: 'a call that an AWS service makes', implicated: credential(KEY, { type: 'AWSService' }) },
  ],
  Unknown: [
    { words: 'a long-term key of nobody named', implicated: credential(KEY, { type: 'Unknown' }) },
    { words: 'a session of nobody named', implicated: credential(SESSION, { type: 'Unknown' }) },
    { words: 'neither a key nor anybody named', implicated: credential(undefined, { type: 'Unknown' }) },
  ],
};

function withAnd(
  words: string,
  implicated: Implicated,
  also: { readonly words: string; readonly settings: Partial<ResponsePolicy> },
): readonly Credential[] {
  return [
    { words, implicated },
    { words: `${words}${also.words}`, implicated, settings: also.settings },
  ];
}

export async function credentialsTable(): Promise<readonly string[]> {
  const outcomes = await Promise.all(
    Object.values(byPrincipal)
      .flat()
      .map(async (one) => ({ words: one.words, outcome: await outcomeOf(one) })),
  );
  const rows = outcomes.map(({ words, outcome: { decision, actions, state, reason } }) => [
    words,
    decision.action,
    actions.map(({ name }) => code(name)).join(', ') || 'none',
    `${state} ${code(reason)}`,
  ]);
  return tableOf(['credential', 'decision', 'calls, when all works', 'how it ends'], rows);
}

async function outcomeOf({ implicated, settings, change, history }: Credential): Promise<Outcome> {
  const [decision] = decide(detectionOf(implicated, change), { ...policy, ...settings }, history);
  if (decision === undefined) throw new Error('every credential gets a decision');
  const statusNow = implicated.kind === 'stopped-key' ? 'Inactive' : 'Active';
  return carryOut(decision, cooperativeAccounts(statusNow));
}
