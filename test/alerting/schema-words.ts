import type { Risk } from '../../src/alerting/risk.ts';
import type { Delivery } from '../../src/core/delivery.ts';
import type { DetectionClass, Principal } from '../../src/core/detection.ts';
import type { Made } from '../../src/core/made.ts';
import type { ActionRecord, Quarantine } from '../../src/core/outcome.ts';
import { reasons } from '../../src/core/reasons/index.ts';
import type { ResponsePolicy } from '../../src/core/response-policy.ts';
import type { State } from '../../src/core/state.ts';
import type { Urgency } from '../../src/core/urgency.ts';
import { credentialKinds } from '../../src/core/user-credential.ts';
import type { SchemaName } from './schema.ts';

/** A closed list of the code, where the schemas have it as an `enum`. */
export interface ClosedList {
  readonly file: SchemaName | 'common';
  /** From the root of the file. */
  readonly path: string;
  readonly words: readonly string[];
}

/** A word that is added to a type does not compile here until it is in the list, and so in the schema. */
export const closedLists: readonly ClosedList[] = [
  list('common', '$defs.state', {
    CONTAINED: true,
    PARTLY_CONTAINED: true,
    NOT_CONTAINED: true,
    NO_ACTION: true,
    RESOLVED: true,
    TEST: true,
  } satisfies Words<State>),
  list('common', '$defs.reason', {
    ...reasons,
    'unreadable-event': true,
    'dead-letter': true,
    storm: true,
  }),
  list('common', '$defs.credentialKind', credentialKinds),
  list('common', '$defs.made.properties.kind', {
    ...credentialKinds,
    ...({
      'access-key': true,
      session: true,
      'login-profile': true,
      user: true,
      role: true,
      policy: true,
      'trust-policy': true,
      'group-member': true,
    } satisfies Words<Exclude<Made['kind'], 'user-credential'>>),
  }),
  list('common', '$defs.severity', { P1: true, P2: true, P3: true } satisfies Words<Urgency['severity']>),
  list('common', '$defs.riskCode', {
    KEY_ACTIVE: true,
    OTHER_KEYS: true,
    OTHER_CREDENTIALS: true,
    CONSOLE_PASSWORD: true,
    TEMP_CREDENTIALS: true,
    PERSISTENCE: true,
  } satisfies Words<Risk['code']>),
  list('common', '$defs.risk.properties.status', {
    present: true,
    absent: true,
    unknown: true,
  } satisfies Words<Risk['status']>),
  list('common', '$defs.response.properties.principalType', {
    IAMUser: true,
    AssumedRole: true,
    FederatedUser: true,
    Root: true,
    AWSService: true,
    Unknown: true,
  } satisfies Words<Principal['type']>),
  list('common', '$defs.detection.properties.class', {
    confirmed: true,
    suspected: true,
    informational: true,
    benign: true,
  } satisfies Words<DetectionClass>),
  list('common', '$defs.action.properties.result', {
    ok: true,
    failed: true,
  } satisfies Words<ActionRecord['result']>),
  list('common', '$defs.quarantine.properties.by', {
    policy: true,
    boundary: true,
  } satisfies Words<Quarantine['by']>),
  list('common', '$defs.quarantine.properties.holds', {
    yes: true,
    no: true,
    unknown: true,
  } satisfies Words<Quarantine['holds']>),
  list('common', '$defs.responder.properties.mode', {
    observe: true,
    confirmed: true,
    suspected: true,
  } satisfies Words<ResponsePolicy['contain']>),
  list('common', '$defs.delivery.properties.form', {
    full: true,
    minimal: true,
  } satisfies Words<Delivery['form']>),
  list('common', '$defs.delivery.properties.result', {
    published: true,
    failed: true,
  } satisfies Words<Delivery['result']>),
];

type Words<Word extends string> = Readonly<Record<Word, true>>;

function list(file: ClosedList['file'], path: string, words: Readonly<Record<string, unknown>>): ClosedList {
  return { file, path, words: Object.keys(words) };
}
