import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { unzip } from '../../local/lambda/unzip.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unzip-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function unpack(zip: Uint8Array): string {
  const file = join(folder, 'a.zip');
  writeFileSync(file, zip);
  unzip(file, join(folder, 'out'));
  return join(folder, 'out');
}

it('unpacks compressed and stored files, in folders', () => {
  const long = 'long '.repeat(10_000);
  const out = unpack(
    zipSync({
      'dist/a.mjs': strToU8(long),
      'dist/chunks/b.mjs': [strToU8('grüße'), { level: 0 }],
      'dist/empty/': new Uint8Array(),
      empty: new Uint8Array(),
    }),
  );
  expect(readFileSync(join(out, 'dist/a.mjs'), 'utf8')).toBe(long);
  expect(readFileSync(join(out, 'dist/chunks/b.mjs'), 'utf8')).toBe('grüße');
  expect(readFileSync(join(out, 'empty'), 'utf8')).toBe('');
});

it.each(['../outside', '/outside', 'a/../../outside'])('refuses the name %s, and writes nothing', (name) => {
  const zip: Zippable = { inside: strToU8('x'), [name]: strToU8('x') };
  expect(() => unpack(zipSync(zip))).toThrow(`${name} would leave the folder`);
  expect(existsSync(join(folder, 'out'))).toBe(false);
  expect(existsSync(join(folder, 'outside'))).toBe(false);
});

it('refuses a file that is no zip', () => {
  expect(() => unpack(Buffer.from('text'))).toThrow(`${join(folder, 'a.zip')} is no zip`);
});

it('does not say of a zip with a broken file that it is none', () => {
  const zip = zipSync({ a: strToU8('long '.repeat(100)) });
  // The first byte of the compressed content, behind the header of 30 bytes and the name of one.
  zip[31] = 0xff;
  expect(() => unpack(zip)).toThrow('invalid block type');
});
