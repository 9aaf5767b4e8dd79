import { isTrustedCaller } from './exemption.ts';
import type { History } from './history.ts';
import type { Facts, Matcher } from './matchers.ts';

/** The calls that make a credential of a user that IAM can set Inactive. */
export const MAKES_KEY = 'iam:CreateAccessKey';
export const MAKES_OTHER: readonly string[] = [
  'iam:CreateServiceSpecificCredential',
  'iam:ResetServiceSpecificCredential',
  'iam:UploadSSHPublicKey',
  'iam:UploadSigningCertificate',
];

/** Of a principal that the deployer trusts. Also what it made. */
export function makesAsItsWork({ detection, affected, policy }: Facts): boolean {
  if (affected.kind === 'new-credential') return isTrustedCaller(affected.by, policy);
  return isMaking(detection.type) && isDone({ detection, affected }) && isTrustedCaller(affected, policy);
}

/** The thief stays so: with a second key for the user, or with a key of another one. A honey key is always a thief's. */
export function madeByWatched({ affected, history, policy }: Facts): boolean {
  if (affected.kind !== 'new-credential') return false;
  const { accessKeyId = '' } = affected.by;
  return byWatched(history) || policy.honeyKeys.includes(accessKeyId);
}

/**
 * The console makes such a user for one API key of Bedrock or Claude, and nobody signs in as it. An access key of it lets a
 * thief do what the API key may, for ever.
 */
export function keyOfApiKeyUser({ affected }: Facts): boolean {
  return (
    affected.kind === 'new-credential' &&
    affected.accessKeyId !== undefined &&
    /^(?:BedrockAPIKey|AeaApiKey)-/i.test(affected.principal.userName)
  );
}

/** And nothing else in the event says that it is a thief's. */
export function isMadeByNobodyKnown(facts: Facts): boolean {
  const { affected, history } = facts;
  return (
    affected.kind === 'new-credential' &&
    history?.kind === 'unreadable' &&
    !madeByWatched(facts) &&
    !keyOfApiKeyUser(facts)
  );
}

/** A person rotates the credentials of a user about whom an incident is open, or a thief does whom nobody knows yet. */
export const rotates: Matcher = ({ detection, affected, history }) =>
  isMaking(detection.type) &&
  isDone({ detection, affected }) &&
  history?.kind === 'known' &&
  history.making?.forWatched === true;

/** For people who are told of access keys that are made: of the other kinds they are told only with an incident. */
export const makesOther: Matcher = ({ detection, affected }) =>
  MAKES_OTHER.includes(detection.type) && isDone({ detection, affected });

function isMaking(api: string): boolean {
  return api === MAKES_KEY || MAKES_OTHER.includes(api);
}

function isDone({ detection, affected }: Pick<Facts, 'detection' | 'affected'>): boolean {
  return affected.signal === 'api-call' && detection.evidence.errorCode === undefined;
}

/** People may have been told that nobody knows, because the ledger could not be read: now it can, and it knows nothing. */
export function endsLostMaking(history: History | undefined): boolean {
  if (history?.kind !== 'known' || byWatched(history)) return false;
  const { containment, suspect, mayHavePaged = false, lastAlert } = history;
  return containment === undefined && suspect !== true && (mayHavePaged || lastAlert?.page === 'open');
}

function byWatched(history: History | undefined): boolean {
  return history?.kind === 'known' && history.making?.byWatched === true;
}
