/**
 * Makes untrusted text safe for a log or for JSON. The result is printable ASCII, so that no terminal reads it as an
 * instruction. It is bounded, and text that looks like a secret is removed.
 */
export function printable(hostile: string, limit: number): string {
  const near = beginningOf(hostile, limit + 8_192);
  const ascii = withoutSecrets(near).replace(/[^\x20-\x7e]/g, '?');
  const more = Math.max(0, ascii.length - limit) + hostile.length - near.length;
  return more > 0 ? `${ascii.slice(0, limit)} [+${more} more]` : ascii;
}

/** Somebody may write 250 KB: only what could be shown is read, up to the last whole word, so that no secret is cut in two. */
function beginningOf(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).replace(/[\w/+=%\\-]+$/, '');
}

/**
 * Base64 as people paste it: JSON writes `\/` and `\n`, an address writes `%2F`, and an e-mail has line breaks. One line break is
 * taken at a time: if a run of them could be taken in several ways, thirty in a row would keep the function busy for hours.
 */
const BASE64 = /(?:(?:[A-Za-z0-9/+=]|\\\/|%2[BF]|%3D)(?:\\[rn]|[\r\n][ \t]*)*){40,}/gi;
/**
 * Secrets that can be recognised by words: tokens of GitHub, GitLab, Slack and others have documented prefixes, and other
 * secrets follow a word such as `password`.
 */
const TOKEN = /\b(?:gh[opusr]_|github_pat_|glpat-|xox[abeoprs]-|sk-|sk_live_|npm_|pypi-)[\w-]{10,}/g;
/**
 * API keys of AWS's services begin so (src/core/api-key.ts). Most of it is no secret, but nobody here takes it apart.
 */
const API_KEY =
  /(?:(?<=^|[^A-Za-z0-9+]|\\[nrt]|%[0-9A-F]{2})(?:ABSK|AEAA)|(?:bedrock|aws-external-anthropic)-api-key-(?=[^-_]{16}))(?:(?:[A-Za-z0-9+/=]|\\\/|%2[BFbf]|%3[Dd])(?:\\[rn]|[\r\n][ \t]*)*){16,}/g;
const NAMED =
  /(?<=(?:pass(?:word|wd|phrase|code)?|pwd|secret(?:[_-]?access)?(?:[_-]?key)?|(?:session|security|auth|access|api)?[_-]?(?:token|key))["']?(?: ?= ?|: ?)["']?)[^\s"'&,;=:]{4,}|(?<=\b(?:bearer|basic) )[\w.~+/=-]{8,}/gi;
export const REMOVED = '[secret removed]';

/**
 * People who report a key paste what they found. A secret access key has 40 characters of base64. A session token has
 * some hundreds, in lines of 60 or more (IAM user guide, "Manage access keys"; STS API reference, Credentials). The
 * hash of a commit also has 40 characters: it stays, and so do access key ids and the paths of addresses.
 */
export function withoutSecrets(text: string): string {
  return text
    .replace(API_KEY, REMOVED)
    .replace(BASE64, (run) => {
      const plain = run
        .replace(/\\r|\\n|\s+/g, '')
        .replace(/%2B/gi, '+')
        .replace(/%3D/gi, '=')
        .replace(/\\\/|%2F/gi, '/');
      if (plain.length >= 60 && isRandom(plain)) return REMOVED;
      const rest = withoutSecretKeys(plain);
      return rest === plain ? run : rest;
    })
    .replace(TOKEN, REMOVED)
    .replace(NAMED, (value) => (isPublic(value) ? value : REMOVED));
}

export function holdsApiKey(text: string): boolean {
  return text.search(API_KEY) !== -1;
}

/**
 * Text after "key" or "token" that is not a secret: an access key id, a plain word, or the mark of a removed secret.
 */
function isPublic(value: string): boolean {
  return (
    /^(?:AKIA|ASIA)[A-Z0-9]{12,}/.test(value) || value.startsWith('[secret') || /^[A-Za-z]+[.)]?$/.test(value)
  );
}

/**
 * `key=wJalr…` or `/wJalr…`. The key itself may contain `/` and `+`, so it may begin after any of them and end before
 * any. If other letters or digits touch the key, its beginning is not known, so all of them are removed.
 */
function withoutSecretKeys(run: string): string {
  const marks = [...run.matchAll(/[/+=]/g)].map(({ index }) => index);
  const ends = new Set([...marks, run.length]);
  let rest = '';
  let from = 0;
  for (const start of [0, ...marks.flatMap((at) => [at, at + 1])]) {
    if (start < from || !ends.has(start + 40) || !isRandom(run.slice(start, start + 40))) continue;
    rest += withoutGlued(run.slice(from, start)) + REMOVED;
    from = start + 40;
  }
  return rest + withoutGlued(run.slice(from));
}

function withoutGlued(part: string): string {
  const rest = part.replace(/\b[0-9a-f]{32,}\b/g, '/');
  for (let start = 0; start + 40 <= rest.length; start += 1) {
    const run = rest.slice(start, start + 40);
    if (isRandom(run) && !isOfWords(run)) return REMOVED;
  }
  return part;
}

/** Most letters are parts of words, as in the path of a source file: `S3ClientFactory/getUserName`. */
function isOfWords(run: string): boolean {
  const inWords = run.match(/[A-Z]?[a-z]{2,}/g)?.join('').length ?? 0;
  return inWords >= run.length * 0.6;
}

/** Words and hashes seldom switch between capitals, small letters and digits. Paths have many slashes. */
function isRandom(run: string): boolean {
  const letters = run.replace(/\b[0-9a-f]{32,}\b|[/+=]/g, '');
  const changes = letters.match(/[a-z](?=[A-Z0-9])|[A-Z](?=[a-z0-9])|[0-9](?=[A-Za-z])/g)?.length ?? 0;
  const slashes = run.match(/\/+/g)?.length ?? 0;
  return (
    /[a-z]/.test(run) &&
    /[A-Z]/.test(run) &&
    /[0-9]/.test(run) &&
    changes >= run.length * 0.3 &&
    slashes <= run.length / 10
  );
}
