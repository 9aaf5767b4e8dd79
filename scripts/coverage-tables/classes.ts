import { classify, rules } from '../../src/core/classification.ts';
import type { AffectedIdentity, Detection, DetectionClass, Evidence } from '../../src/core/detection.ts';
import { type History, NO_HISTORY } from '../../src/core/history.ts';
import type { ResponsePolicy } from '../../src/core/response-policy.ts';
import {
  credential,
  DENIED,
  detectionOf,
  KEY,
  MADE,
  OWN,
  PERSON,
  policy,
  REMOVAL,
  RESPONDER,
  SESSION,
  SWITCHED,
  USER,
  USER_ID,
} from './examples.ts';
import { guardDutyTypes, otherTypes } from './known-types.ts';
import { code, tableOf } from './markdown.ts';

/** One example for the table: its words on the page, and its facts. */
interface Example {
  readonly words: string;
  readonly detection: Detection;
  readonly affected: AffectedIdentity;
  readonly policy?: ResponsePolicy;
  readonly history?: History;
}

const userKey = credential(KEY, USER);
const reactivated = {
  kind: 'reactivated-key',
  signal: 'reactivation',
  by: PERSON,
  at: '2026-05-04T02:00:00Z',
  ...SWITCHED,
} as const;
const stopped = { kind: 'stopped-key', signal: 'stop', deleted: true, by: PERSON, ...SWITCHED } as const;

/** One line for each signal. A new signal does not compile until it has an example. */
const signals: Readonly<Record<AffectedIdentity['signal'], readonly Example[]>> = {
  'quarantine-policy': [
    example('a user gets an `AWSCompromisedKeyQuarantine*` policy', {
      kind: 'user',
      signal: 'quarantine-policy',
      principal: USER,
      accountId: OWN,
    }),
  ],
  'quarantine-refused': [
    example('AWS is refused when it puts a user under quarantine', {
      kind: 'user',
      signal: 'quarantine-refused',
      principal: USER,
      accountId: OWN,
      isProof: true,
    }),
  ],
  'deny-removal': [
    {
      ...call('iam:DetachUserPolicy', REMOVAL, 'and its like, which take a deny off a user of an incident'),
      history: { ...NO_HISTORY, denial: DENIED },
    },
    { ...call('iam:DetachUserPolicy', REMOVAL, 'and its like, of any other user'), history: NO_HISTORY },
  ],
  analyst: [example('the custom action of Security Hub', { ...userKey, signal: 'analyst' })],
  'other-product': [
    example('a finding in Security Hub from another product than GuardDuty', {
      ...userKey,
      signal: 'other-product',
    }),
  ],
  reactivation: [
    {
      ...call('iam:UpdateAccessKey', reactivated, 'to Active, of a key in the ledger'),
      history: { ...NO_HISTORY, containment: 'event' },
    },
    {
      ...call(
        'iam:UpdateAccessKey',
        reactivated,
        'to Active, to undo a containment that a later one replaced',
      ),
      history: {
        ...NO_HISTORY,
        containment: 'event',
        replacedUndo: {
          at: new Date('2026-05-04T02:00:00Z'),
          until: new Date('2026-05-04T03:00:00Z'),
        },
      },
    },
    {
      ...call('iam:UpdateAccessKey', reactivated, 'to Active, of any other key'),
      history: NO_HISTORY,
    },
    {
      ...call('iam:UpdateAccessKey', reactivated, 'to Active, earlier than the first evidence'),
      history: { ...NO_HISTORY, containment: 'event', since: new Date('2026-05-04T03:00:00Z') },
    },
  ],
  stop: [
    call(
      'iam:UpdateAccessKey',
      { ...stopped, deleted: false, by: RESPONDER },
      'to Inactive, by the role of this responder',
    ),
    {
      ...call(
        'iam:DeleteAccessKey',
        stopped,
        'or `iam:UpdateAccessKey` to Inactive, of a key that an alert is open about',
      ),
      history: {
        ...NO_HISTORY,
        containment: 'event',
        lastAlert: { state: 'CONTAINED', page: 'closed' },
      },
    },
    {
      ...call('iam:DeleteAccessKey', stopped, 'or `iam:UpdateAccessKey` to Inactive, of any other key'),
      history: NO_HISTORY,
    },
  ],
  making: [
    {
      ...call(
        'iam:CreateAccessKey',
        MADE,
        'by somebody about whom an incident is open, for itself or another',
      ),
      history: { ...NO_HISTORY, making: { byWatched: true, forWatched: false } },
    },
    {
      ...call('iam:UploadSSHPublicKey', MADE, 'and every other call that makes a credential, by the same'),
      history: { ...NO_HISTORY, making: { byWatched: true, forWatched: false } },
    },
    {
      ...call(
        'iam:CreateAccessKey',
        {
          ...MADE,
          principal: { type: 'IAMUser', userName: 'BedrockAPIKey-exam' },
        },
        'for a user `BedrockAPIKey-…` or `AeaApiKey-…`',
      ),
      history: NO_HISTORY,
    },
    {
      ...call('iam:CreateAccessKey', MADE, 'by somebody on `trustedPrincipals`'),
      policy: { ...policy, trustedPrincipals: ['security-admin'] },
      history: { ...NO_HISTORY, making: { byWatched: true, forWatched: false } },
    },
    {
      ...call('iam:CreateAccessKey', MADE, 'and the ledger does not answer'),
      history: { kind: 'unreadable' },
    },
    {
      ...call('iam:CreateAccessKey', MADE, 'by anybody else (the caller is judged)'),
      history: NO_HISTORY,
    },
  ],
  report: [example('a report event', { ...userKey, signal: 'report' })],
  'api-call': [
    fightingBack(),
    takingOff(),
    { ...call('any call', userKey, 'by a key of `honeyKeys`'), policy: { ...policy, honeyKeys: [KEY] } },
    {
      ...call(
        'cloudtrail:StopLogging',
        userKey,
        'and every call of `suspectedApiCalls`, by `trustedPrincipals`',
      ),
      policy: { ...policy, trustedPrincipals: [USER_ID] },
    },
    ...policy.suspectedApiCalls.map((api) => call(api, userKey, 'by a long-term key')),
    call('cloudtrail:StopLogging', userKey, 'by a long-term key, through CloudFormation', {
      through: 'cloudformation.amazonaws.com',
    }),
    call(
      'guardduty:UpdateDetector',
      userKey,
      'and every other call that [silences the trail or a detector](#what-silences-the-trail-or-a-detector), by whatever credential: wakes somebody',
      { tampers: true },
    ),
    call('cloudtrail:StopLogging', userKey, 'that was refused, by whatever credential: wakes somebody', {
      errorCode: 'AccessDenied',
    }),
    ...[
      { words: 'by a session of a user: wakes somebody', principal: USER },
      {
        words: 'by a federated session: wakes somebody',
        principal: { type: 'FederatedUser', issuer: USER } as const,
      },
      {
        words: 'by a session of a role: wakes somebody',
        principal: { type: 'AssumedRole', roleName: 'ci-deploy' } as const,
      },
    ].map(({ words, principal }) => call('cloudtrail:StopLogging', credential(SESSION, principal), words)),
    call(
      'cloudtrail:StopLogging',
      credential(undefined, { type: 'AWSService' }),
      'by an AWS service of its own accord',
    ),
    call('any call', credential(KEY, { type: 'Root' }), 'by an access key of root, also if it was refused'),
    call(
      'iam:CreateAccessKey',
      credential(SESSION, { type: 'Root' }),
      'and every other call that makes something, by a session of root',
    ),
    call(
      'cloudtrail:StopLogging',
      credential(SESSION, { type: 'Root' }),
      'and every other call that switches logging, detection or a protection off, by a session of root',
    ),
    call(
      'iam:ListUsers',
      credential(SESSION, { type: 'Root' }),
      'and what else a session of root reads or changes',
    ),
    {
      ...call(
        'iam:CreateAccessKey',
        credential(KEY, PERSON.principal),
        'for a user about whom an incident is open',
        {
          targetUser: USER.userName,
        },
      ),
      history: { ...NO_HISTORY, making: { byWatched: false, forWatched: true } },
    },
    {
      ...call('iam:CreateAccessKey', userKey, 'for anybody, by somebody on `trustedPrincipals`', {
        targetUser: 'somebody-else',
      }),
      policy: { ...policy, trustedPrincipals: [USER.userName ?? ''] },
    },
    call(
      'iam:UploadSSHPublicKey',
      userKey,
      'and every other call that makes a credential that is no access key',
    ),
    call('iam:CreateAccessKey', userKey, 'for the caller itself', { targetUser: USER.userName }),
    call('iam:CreateAccessKey', userKey, 'for somebody else', { targetUser: 'somebody-else' }),
    call('sts:GetFederationToken', userKey, 'by a user'),
    call(
      'iam:AttachUserPolicy',
      userKey,
      "or `iam:PutUserPolicy`, of a policy with the name of AWS's quarantine that is not AWS's",
    ),
    call('iam:CreateUser', userKey, 'and every other call'),
  ],
  finding: [
    ...guardDutyTypes.map(([type, severity]) =>
      example(`${code(type)} (${severity})`, userKey, { type, severity }),
    ),
    example('`Impact:IAMUser/AnomalousBehavior` (5)', userKey, {
      type: 'Impact:IAMUser/AnomalousBehavior',
      severity: 5,
    }),
    {
      ...example('every custom detection rule, with `containCustomRules`', userKey, {
        type: 'Persistence:IAM/AccountManipulation',
        severity: 8,
      }),
      policy: { ...policy, containCustomRules: true },
    },
    {
      ...example('`….Custom`, with `containCustomLists`', userKey, {
        type: 'UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom',
        severity: 5,
      }),
      policy: { ...policy, containCustomLists: true },
    },
    example(
      '`Policy:IAMUser/RootCredentialUsage` (2), of an access key of root',
      credential(KEY, { type: 'Root' }),
      {
        type: 'Policy:IAMUser/RootCredentialUsage',
        severity: 2,
      },
    ),
    example(
      '`Impact:IAMUser/AnomalousModelInvocation`, `CostHarvesting`, `PromptInjection` (8): wakes somebody',
      userKey,
      {
        type: 'Impact:IAMUser/CostHarvesting',
        severity: 8,
      },
    ),
    example('a type that AWS adds next', userKey, { type: 'SomethingNew:IAMUser/NotListed', severity: 8 }),
    ...otherTypes.map((type) => example(code(type), credential(KEY, { type: 'Unknown' }), { type })),
  ],
};

/** The caller of an activation, who is watched. */
function fightingBack(): Example {
  const caller = credential(KEY, PERSON.principal);
  const known = call('iam:UpdateAccessKey', caller, 'to Active, of a key in the ledger, by a watched user');
  return {
    ...known,
    detection: { ...known.detection, affected: [reactivated, known.affected] },
    history: { ...NO_HISTORY, containment: 'event', caller: { watched: true, foughtBack: false } },
  };
}

/** The contained user itself takes off what restrains it. */
function takingOff(): Example {
  const known = call(
    'iam:DetachUserPolicy',
    userKey,
    'of a deny or a quarantine, by the contained user itself',
  );
  return {
    ...known,
    detection: { ...known.detection, affected: [REMOVAL, known.affected] },
    history: { ...NO_HISTORY, denial: { ...DENIED, byItself: true } },
  };
}

function example(words: string, affected: AffectedIdentity, change: Partial<Detection> = {}): Example {
  return { words, affected, detection: detectionOf(affected, change) };
}

function call(type: string, affected: AffectedIdentity, how: string, evidence: Evidence = {}): Example {
  const words = `${type.includes(':') ? code(type) : type} ${how}`;
  const signalled = affected.kind === 'credential' ? { ...affected, signal: 'api-call' as const } : affected;
  return example(words, signalled, { source: { id: 'cloudtrail', name: 'CloudTrail' }, type, evidence });
}

/** The rules in their order, each with its known types. Types that no rule names are last. */
export function classesTable(): readonly string[] {
  const decided = Object.values(signals)
    .flat()
    .map((one) => ({
      ...one,
      rule: rules.findIndex(({ matches }) => matches(factsOf(one))),
      ...classOf(one),
    }));
  const rows = [...rules.keys(), -1].map((rule) => {
    const mine = decided.filter((one) => one.rule === rule);
    const [first] = mine;
    if (first === undefined) throw new Error(`no example reaches the rule "${rules[rule]?.because}"`);
    return [
      rule === -1 ? 'else' : `${rule + 1}`,
      first.class,
      first.because,
      mine.map(({ words }) => words).join('<br>'),
    ];
  });
  return tableOf(['', 'class', 'because', 'decides'], rows);
}

function classOf(one: Example): { readonly class: DetectionClass; readonly because: string } {
  return classify(factsOf(one));
}

function factsOf({ detection, affected, policy: itsPolicy = policy, history }: Example) {
  return { detection, affected, policy: itsPolicy, history };
}
