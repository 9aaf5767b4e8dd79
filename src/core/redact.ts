import { holdsApiKey, REMOVED, withoutSecrets } from './printable.ts';
import { withoutApiKey } from './reported-api-key.ts';

export interface Redacted {
  readonly event: unknown;
  /** If not, `event` is the one that was given. */
  readonly heldSecret: boolean;
}

/**
 * Takes every secret out of an event before it is stored. CloudTrail's record of GetFederationToken, GetSessionToken or
 * AssumeRole has the session token, requests have passwords and keys, and a report has what somebody pasted. What the
 * responder acts on (key ids, names, ARNs, ids) stays as it is.
 */
export function redact(event: unknown): Redacted {
  const without = withoutSecretsIn(withoutApiKey(event), { name: '', depth: 0 });
  return { event: without, heldSecret: without !== event };
}

/** @returns the value itself if nothing in it changed. `name` is that of the field; items of a list have the list's. */
function withoutSecretsIn(value: unknown, { name, depth }: Place): unknown {
  if (typeof value === 'string') return withoutSecretsOf(value, name);
  if (typeof value !== 'object' || value === null) return value;
  // No event of AWS nests like this, and what nobody reads must not end the walk.
  if (depth > DEEPEST) return REMOVED;
  const entries = Object.entries(value).map(([key, part]) => {
    const place = { name: Array.isArray(value) ? name : nameOf(key, value), depth: depth + 1 };
    return [key, part, withoutSecretsIn(part, place)] as const;
  });
  if (entries.every(([, part, without]) => part === without)) return value;
  if (Array.isArray(value)) return entries.map(([, , without]) => without);
  return Object.fromEntries(entries.map(([key, , without]) => [key, without]));
}

interface Place {
  readonly name: string;
  readonly depth: number;
}

const DEEPEST = 100;

/** Lists of pairs, `{ "name": "DB_PASSWORD", "value": "…" }`, name the secret beside it. */
function nameOf(key: string, around: object): string {
  if (!/^value$/i.test(key)) return key;
  const [, name = key] = Object.entries(around).find(([other]) => /^(?:key|name)$/i.test(other)) ?? [];
  return typeof name === 'string' ? name : key;
}

function withoutSecretsOf(text: string, name: string): string {
  if (text === '' || isMark(text)) return text;
  if (isSecretName(name)) return REMOVED;
  return isIdentity(text, name) ? text : withoutSecrets(text);
}

/** What stands in the place of a secret: ours, or CloudTrail's own `HIDDEN_DUE_TO_SECURITY_REASONS` and `***`. */
function isMark(text: string): boolean {
  return text === REMOVED || text === 'HIDDEN_DUE_TO_SECURITY_REASONS' || /^\*+$/.test(text);
}

/**
 * IAM and STS API references: SecretAccessKey, SessionToken, Password, OldPassword, NewPassword, ServicePassword,
 * ServiceCredentialSecret, PrivateKey, SAMLAssertion, WebIdentityToken, TokenCode, Base32StringSeed. Other services end
 * the names of theirs alike. `NextToken` and `ClientToken` go with them: nothing here reads them.
 */
function isSecretName(name: string): boolean {
  const plain = name.replace(/[^a-z0-9]/gi, '').toLowerCase();
  return (
    /(?:password|passwd|pwd|passphrase|passcode|secret|secretkey|secretaccesskey|secretstring|secretbinary|token|tokencode|privatekey|apikey|assertion|authorization|credentialsecret|stringseed|qrcodepng)$/.test(
      plain,
    ) || /^authenticationcode\d?$/.test(plain)
  );
}

/**
 * An ARN, or a field that names somebody or something: these are acted on, and a name such as `token=deploy` is no secret. An
 * API key is one wherever somebody writes it.
 */
function isIdentity(text: string, name: string): boolean {
  return (
    (/^arn:[\w-]+:[\w-]+:\S*$/.test(text) ||
      /(?:^|[a-z _-])(?:id|ids|uid|arn|arns|name|account|user)$/i.test(name)) &&
    !holdsApiKey(text)
  );
}
