import { MAKES, SILENCES, SWITCHES_OFF } from '../core/root-user.ts';
import { endingCalls } from '../core/tamper-calls.ts';
import { PEOPLE } from './cloudtrail-identity.ts';
import { CALLS_THAT_MAKE } from './cloudtrail-new-credential.ts';
import { isParameter, type Listed, sourcesAndNames, textsOf, withTexts } from './listed.ts';

/** Root has rules of its own. One record should start one invocation. */
const NOT_ROOT = [{ exists: false }, { 'anything-but': ['Root'] }];
const NO_LONG_TERM_KEY = [{ exists: false }, { 'anything-but': { prefix: 'AKIA' } }];

/** Read-only calls arrive only if the rule has the state `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`. */
export const rootKeyPattern = {
  source: [{ prefix: 'aws.' }],
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: { userIdentity: { type: ['Root'], accessKeyId: [{ prefix: 'AKIA' }] } },
};

/**
 * Also calls that were refused. A service that acts for root, such as an Auto Scaling group that root once made, is no use of
 * root's session now. The console is no such service.
 */
export function rootSessionPattern(suspectedApiCalls: Listed) {
  return {
    source: [{ prefix: 'aws.' }],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: {
      userIdentity: {
        type: ['Root'],
        accessKeyId: NO_LONG_TERM_KEY,
        invokedBy: [{ exists: false }, ...PEOPLE],
      },
      $or: [
        { eventName: [...[...MAKES, ...SWITCHES_OFF].map((prefix) => ({ prefix })), ...SILENCES] },
        { eventName: namesOf(suspectedApiCalls) },
      ],
    },
  };
}

/** Root's own calls have rules of their own, but not what a service does for root. */
export const exceptRoot = {
  $or: [
    { type: NOT_ROOT },
    { type: ['Root'], accessKeyId: NO_LONG_TERM_KEY, invokedBy: [{ 'anything-but': PEOPLE }] },
  ],
};

/**
 * By whatever credential, and also what was refused; and what ends the trail or a detector, whether it is listed or not. A
 * pattern cannot bind an action to its service, so it may match more than the list: the same action of another listed
 * service. The classification compares service and action together.
 * @param calls `service:Action`, as in `cloudtrail:StopLogging`.
 */
export function suspectedApiCallPattern(listed: Listed) {
  const calls = withTexts(listed, endingCalls);
  return {
    // The event source says which service it is.
    source: [{ prefix: 'aws.' }],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: {
      eventSource: servicesOf(calls),
      eventName: namesOf(calls),
      userIdentity: exceptRoot,
    },
  };
}

/** `cloudtrail.amazonaws.com` of `cloudtrail:StopLogging`. */
export function servicesOf(calls: Listed): object {
  if (isParameter(calls)) return sourcesAndNames(calls);
  return [...new Set(calls.map((call) => `${call.slice(0, call.indexOf(':'))}.amazonaws.com`))];
}

/** `StopLogging` of `cloudtrail:StopLogging`. */
export function namesOf(calls: Listed): object {
  if (isParameter(calls)) return sourcesAndNames(calls);
  return [...new Set(calls.map((call) => call.slice(call.indexOf(':') + 1)))];
}

/**
 * A thief makes these calls to keep access: keys and other credentials, sessions that outlive the key, and the key
 * switched on again. A person makes the others to end an incident: the key switched off or deleted.
 */
export const watchedApiCallPattern = {
  source: ['aws.iam', 'aws.sts'],
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: {
    errorCode: [{ exists: false }],
    $or: [
      // Also for the caller itself: only the ledger knows whether an incident is open about it.
      { eventName: CALLS_THAT_MAKE, userIdentity: { type: NOT_ROOT } },
      { eventName: ['GetFederationToken'], userIdentity: { type: ['IAMUser'] } },
      { eventName: ['UpdateAccessKey', 'DeleteAccessKey'] },
    ],
  },
};

/** Read-only calls arrive only if the rule has the state `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`. */
export function honeyKeyPattern(accessKeyIds: Listed) {
  return {
    source: [{ prefix: 'aws.' }],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: { userIdentity: { accessKeyId: textsOf(accessKeyIds) } },
  };
}
