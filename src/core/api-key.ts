import { isUserName } from './access-key-id.ts';
import { timeOf } from './time.ts';

/**
 * AWS's services that take an API key: one secret text, sent as a bearer token. The names are those of IAM
 * (`ServiceSpecificCredentialServiceName`), without `.amazonaws.com`.
 */
export type ApiKeyService = 'bedrock' | 'aws-external-anthropic';

/** What an API key says of itself. What is absent is unknown: the key does not show it, or in no form that is known. */
export interface ApiKeyFacts {
  readonly service: ApiKeyService;
  /** Of a long-term key, which is a service-specific credential of this user. Its id is not in it. */
  readonly userName?: string;
  readonly accountId?: string;
  /** Of a short-term key: the access key that signed it, where it is valid, and from when to when at most. ISO 8601. */
  readonly accessKeyId?: string;
  readonly region?: string;
  readonly signedAt?: string;
  readonly expiresAt?: string;
}

/** In JSON `/` may stand as `\/`, in an address `+` as `%2B`, and a mail breaks lines. */
const BASE64 = '(?:[A-Za-z0-9+/_=-]|\\\\/|%(?:2[BF]|3D)|\\\\[rn]|\\s)*';
const LONG_TERM = new RegExp(`(?<=^|[^A-Za-z0-9+]|\\\\[nrt]|%[0-9A-F]{2})(ABSK|AEAA)(${BASE64})`);
const SHORT_TERM = new RegExp(`(bedrock|aws-external-anthropic)-api-key-(${BASE64})`, 'i');

/** The services by the first letters of their long-term keys. */
const SERVICES: Readonly<Record<string, ApiKeyService>> = { ABSK: 'bedrock', AEAA: 'aws-external-anthropic' };

/**
 * Reads the first API key in a text. It asks nobody.
 * @returns `undefined` if there is none. A key that cannot be read gives its service only.
 */
export function apiKeyIn(text: string): ApiKeyFacts | undefined {
  const [, issuer, signed = ''] = SHORT_TERM.exec(text) ?? [];
  if (issuer !== undefined) {
    const service = issuer.toLowerCase() === 'bedrock' ? 'bedrock' : 'aws-external-anthropic';
    return { service, ...signatureIn(decoded(signed)) };
  }
  const [, prefix = '', named = ''] = LONG_TERM.exec(text) ?? [];
  const service = SERVICES[prefix];
  return service === undefined ? undefined : { service, ...ownerIn(decoded(named)) };
}

/** ASCII is all that anybody reads of it. `Buffer` passes over white space, and BASE64 lets no `%` through that is not decoded. */
function decoded(base64: string): string {
  const plain = decodeURIComponent(base64.replace(/\\[rn]/g, '').replaceAll('\\/', '/'));
  return Buffer.from(plain, 'base64').toString('latin1');
}

/**
 * `<user>-at-<account>:<secret>`: the part before the colon is what IAM calls the alias of the credential (API reference,
 * ServiceSpecificCredential). A user's second key has `+1` after the name. Where AWS itself has made the user, that is no part of
 * the name. Of any other user nobody could say: `bob+1` may be somebody.
 */
function ownerIn(payload: string): Pick<ApiKeyFacts, 'userName' | 'accountId'> {
  const [, written = '', accountId] = /^([\w+=,.@-]{1,80})-at-(\d{12}):/.exec(payload) ?? [];
  if (accountId === undefined) return {};
  const [, name = written, marker] = /(.+)\+(\d+)$/.exec(written) ?? [];
  const isKnown = marker === undefined || /^(?:BedrockAPIKey|AeaApiKey)-/.test(name);
  return { accountId, ...(isKnown && isUserName(name) && { userName: name }) };
}

/**
 * The address of a signed request, without `https://` (`aws-bedrock-token-generator`, and Signature Version 4 for its
 * parameters). Nothing in it says for sure whose the session is, nor the account.
 */
function signatureIn(address: string): Omit<ApiKeyFacts, 'service' | 'userName' | 'accountId'> {
  const query = new URLSearchParams(/\?([\x21-\x7e]*)/.exec(address)?.[1]);
  const [, accessKeyId, region = ''] = SCOPE.exec(query.get('X-Amz-Credential') ?? '') ?? [];
  if (accessKeyId === undefined) return {};
  const signedAt = signingTime(query.get('X-Amz-Date') ?? '');
  const [seconds] = /^\d{1,6}$/.exec(query.get('X-Amz-Expires') ?? '') ?? [];
  return {
    ...{ accessKeyId, region },
    ...(signedAt !== undefined && { signedAt: signedAt.toISOString() }),
    ...(signedAt !== undefined &&
      seconds !== undefined && {
        expiresAt: new Date(signedAt.getTime() + Number(seconds) * 1_000).toISOString(),
      }),
  };
}

const SCOPE =
  /^((?:AKIA|ASIA)[A-Z0-9]{12,124})\/\d{8}\/([a-z]{2,5}(?:-[a-z]{2,12}){1,3}-\d{1,2})\/[a-z-]{2,40}\/aws4_request$/;

/** `20260504T025810Z` */
function signingTime(text: string): Date | undefined {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  const [year, month, day, hour, minute, second] = parts;
  return year === undefined ? undefined : timeOf(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
