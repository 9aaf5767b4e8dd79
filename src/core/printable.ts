/**
 * Text that somebody else wrote, for a log or a line of JSON: printable ASCII, so that no terminal takes it for an
 * instruction, without anything that looks like a secret, and bounded.
 */
export function printable(hostile: string, limit: number): string {
  const ascii = withoutSecrets(hostile).replace(/[^\x20-\x7e]/g, '?');
  return ascii.length > limit ? `${ascii.slice(0, limit)} [+${ascii.length - limit} more]` : ascii;
}

/** Characters of base64 as people paste them: JSON writes `\/`, and an address `%2F`. */
const BASE64 = /(?:[A-Za-z0-9/+=]|\\\/|%2[BF]|%3D){40,}/gi;
const REMOVED = '[secret removed]';

/**
 * People who report a key paste what they found. A secret access key has 40 characters of base64, a session token some
 * hundreds, in lines of 60 or more (IAM user guide, "Manage access keys"; STS API reference, Credentials); a commit's
 * hash has 40 as well, and stays, as do the paths of addresses.
 */
function withoutSecrets(text: string): string {
  return text.replace(BASE64, (run) => {
    const plain = run
      .replace(/%2B/gi, '+')
      .replace(/%3D/gi, '=')
      .replace(/\\\/|%2F/gi, '/');
    if (plain.length >= 60 && isRandom(plain)) return REMOVED;
    const rest = withoutSecretKeys(plain);
    return rest === plain ? run : rest;
  });
}

/** `key=wJalr…` or `/wJalr…`: such a key may hold `/` and `+` itself, so it may begin after any of them, and end before. */
function withoutSecretKeys(run: string): string {
  const marks = [...run.matchAll(/[/+=]/g)].map(({ index }) => index);
  const ends = new Set([...marks, run.length]);
  let rest = '';
  let from = 0;
  for (const start of [0, ...marks.flatMap((at) => [at, at + 1])]) {
    if (start < from || !ends.has(start + 40) || !isRandom(run.slice(start, start + 40))) continue;
    rest += run.slice(from, start) + REMOVED;
    from = start + 40;
  }
  return rest + run.slice(from);
}

/** Words and hashes seldom change between capitals, small letters and digits, and paths have many slashes. */
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
