import { readFileSync, statSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

/** What was given cannot be used. The message is one sentence, and says what to do next. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** The JSON in a file, or in standard input if the name is `-`. @throws InputError */
export async function readInput(name: string): Promise<unknown> {
  const what = name === '-' ? 'standard input' : name;
  if (name === '-' && process.stdin.isTTY) process.stderr.write('Reading an event until Ctrl-D …\n');
  const text = decoded(name === '-' ? await buffer(process.stdin) : readBytes(name), what);
  if (text.trim() === '') throw new InputError(`${what} is empty: it must hold an event as JSON`);
  return parsed(text, what);
}

function readBytes(name: string): Buffer {
  const stat = statSync(name, { throwIfNoEntry: false });
  if (stat === undefined)
    throw new InputError(`there is no file ${name}: give a file with an event, or - to read standard input`);
  if (stat.isDirectory()) throw new InputError(`${name} is a folder: give one of its files`);
  try {
    return readFileSync(name);
  } catch (error) {
    throw new InputError(`${name} cannot be read (${codeOf(error)}): give a file that you may read`);
  }
}

/** CloudTrail's files in S3 are compressed, and `>` of Windows PowerShell writes UTF-16. */
function decoded(bytes: Buffer, what: string): string {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    try {
      return decoded(gunzipSync(bytes), what);
    } catch {
      throw new InputError(`${what} is compressed and damaged: fetch it again`);
    }
  }
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  // The decoder takes the byte order mark away.
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}

/** One value, or one on each line. The error shows no text of the input: it may be somebody's secret. */
function parsed(text: string, what: string): unknown {
  const whole = parse(text);
  if (whole !== undefined) return whole.value;
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const values = lines.map(parse);
  if (lines.length > 1 && values.every((value) => value !== undefined))
    return values.map(({ value }) => value);
  throw new InputError(`${what} is no JSON: give the event as AWS printed it (for the CLI: --output json)`);
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
