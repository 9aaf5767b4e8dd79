import { noAction, test } from './reason-row.ts';

/** The responder could act, but changed nothing. */
export const leftAlone = {
  exempt: noAction({
    severity: 'P1',
    page: true,
    headingWhenPaged: 'NOT CONTAINED (EXEMPT)',
    heldBack: true,
    happened: 'untouched',
    sentence: ({ key, who }) =>
      `nothing was changed, because ${who} is EXEMPT. Treat ${key} as ACTIVE and decide now.`,
    procedure: ['The owner of this break-glass credential decides. If in doubt, deactivate it.'],
  }),
  /** A setting forbids the change, but a confirmed theft is still a theft: it pages. */
  observe: noAction({
    page: 'when-confirmed',
    severityWhenConfirmed: 'P2',
    headingWhenPaged: 'NOT CONTAINED (OBSERVE MODE)',
    heldBack: true,
    byHand: 'revoke-sessions',
    happened: 'untouched',
    sentence: ({ key, who }) =>
      `nothing was changed, because CONTAIN=observe. Treat ${key} of ${who} as ACTIVE.`,
    procedure: [],
  }),
  'only-confirmed': noAction({
    page: 'when-loud',
    headingWhenPaged: 'NOT CONTAINED (ONLY SUSPECTED)',
    heldBack: true,
    happened: 'only suspected',
    sentence: ({ key, who }) =>
      `nothing was changed. CONTAIN=confirmed, and this is only suspected (${key} of ${who}, status not read).`,
    procedure: [],
  }),
  'below-minimum-severity': noAction({
    heldBack: true,
    happened: 'low severity',
    sentence: ({ key, who }) =>
      `nothing was changed. The severity is below MINIMUM_SEVERITY (${key} of ${who}, status not read).`,
    procedure: [],
  }),
  informational: noAction({
    page: 'when-loud',
    headingWhenPaged: 'NOT CONTAINED (ALERT ONLY)',
    readFirst: true,
    happened: 'alert only',
    sentence: ({ key, who, made }) =>
      made === undefined
        ? `nothing was changed. This kind of detection only alerts (${key} of ${who}, status not read).`
        : `nothing was changed. This kind of detection only alerts: ${made} by ${who}, with ${key}.`,
    procedure: ['Read first what was done and by whom: this is often the daily work of a colleague.'],
  }),
  /**
   * A long-term key is stopped for a call of `suspectedApiCalls`, and for no other. A session cannot be set Inactive, and the jobs of
   * a role must not stop for it.
   */
  tampering: noAction({
    severity: 'P2',
    page: true,
    headingWhenPaged: 'NOT CONTAINED (ALERT ONLY)',
    byHand: 'end-session',
    readFirst: true,
    happened: 'tampered',
    sentence: ({ key, who, call }) => `nothing was changed. ${who} called ${call}, with ${key}.`,
    procedure: [
      'Ask now whether a colleague or a pipeline did this. If nobody did, switch what was switched off on again, and stop the credential.',
    ],
  }),
  /** Nothing was switched off, and a key that may do little is no reason to stop the jobs that use it. */
  'tampering-refused': noAction({
    severity: 'P2',
    page: true,
    headingWhenPaged: 'NOT CONTAINED (REFUSED CALL)',
    byHand: 'end-session',
    readFirst: true,
    happened: 'was refused',
    sentence: ({ key, who, call }) =>
      `nothing was changed. ${who} tried to call ${call}, with ${key}, and AWS refused it.`,
    procedure: [
      'Ask now whether a colleague or a pipeline tried this. If nobody did, somebody else has the credential: stop it.',
    ],
  }),
  trusted: noAction({
    audience: 'machines',
    happened: 'is trusted',
    sentence: ({ who, call }) => `${who} called ${call}, and is on TRUSTED_PRINCIPALS.`,
    procedure: [],
  }),
  archived: noAction({
    happened: 'archived',
    sentence: ({ key }) =>
      `nothing was changed. At its detector this is archived, resolved or closed (${key}, status not read).`,
    procedure: [],
  }),
  settled: noAction({
    audience: 'machines',
    happened: 'settled',
    sentence: ({ key }) =>
      `nothing was changed. A person resolved or suppressed the finding in Security Hub (${key}, status not read).`,
    procedure: [],
  }),
  replayed: noAction({
    happened: 'old event',
    sentence: ({ key }) =>
      `nothing was changed. An event of the past was replayed (${key}, status not read).`,
    procedure: [],
  }),
  restored: noAction({
    happened: 'restored',
    // The undo has two steps, and the second may still come: so it says nothing of the key's status.
    sentence: ({ key, who }) =>
      `nothing was changed. Somebody undid the containment of ${key} of ${who}, as the ledger knows (status not read).`,
    procedure: [],
  }),
  /** People were told that nobody knows, while the ledger could not be read. It closes that page. */
  'no-incident': noAction({
    closesPage: true,
    happened: 'no incident',
    sentence: ({ change }) => `${change}. By the ledger that is no part of an incident (status not read).`,
    procedure: [],
  }),
  /** CloudTrail's record of it came late. */
  'earlier-activation': noAction({
    audience: 'machines',
    happened: 'switched on earlier',
    sentence: ({ key, who }) =>
      `${key} of ${who} was switched on before the incident about it began. It was stopped after that.`,
    procedure: [],
  }),
  /** Daily work with policies and boundaries. */
  'no-restraint': noAction({
    audience: 'machines',
    happened: 'policy taken off',
    sentence: ({ who, takenOff }) =>
      `${takenOff} was taken off ${who}, which is no user of an incident, or by somebody who may.`,
    procedure: [],
  }),
  'nothing-to-resolve': noAction({
    audience: 'machines',
    happened: 'stopped',
    sentence: ({ key, who }) =>
      `${key} of ${who} was set Inactive or deleted by somebody, and no alert about it is open.`,
    procedure: [],
  }),
  /** CloudTrail tells the responder what the responder did. */
  'own-change': noAction({
    audience: 'machines',
    happened: 'stopped',
    sentence: ({ key, who }) =>
      `${key} of ${who} was set Inactive by this responder, which CloudTrail records.`,
    procedure: [],
  }),
  'own-key': noAction({
    audience: 'machines',
    happened: 'made a key',
    sentence: ({ who }) => `${who} made a credential of a user, and nothing is known against ${who}.`,
    procedure: [],
  }),
  'suspected-without-key': noAction({
    readFirst: true,
    happened: 'no key id',
    sentence: ({ who }) =>
      `nothing was changed. Only suspected: a credential of ${who}, and what the event has for a key id is none.`,
    procedure: ['Find whose credential it is, in the finding or in CloudTrail.'],
  }),
  'malformed-key-id': noAction({
    nothingReal: true,
    happened: 'no real key',
    sentence: () => 'the event names no real access key. Nothing was changed.',
    procedure: [],
  }),
  sample: test({
    happened: 'sample',
    sentence: () => 'a sample finding. Nothing was changed.',
    procedure: [],
  }),
};
