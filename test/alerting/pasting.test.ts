import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MEMBER, OWN, placesOf } from '../golden/case.ts';
import { cases } from '../golden/cases.ts';
import { commandLines, guardOf } from './scorecard/mail.ts';
import { sentOf } from './scorecard/sent.ts';

const ELSEWHERE = '999988887777';

/** A program `aws` as a terminal has it: signed in to one account, it writes down what it was asked, and can refuse. */
const FAKE = `#!/bin/sh
if [ "$1 $2" = 'sts get-caller-identity' ]; then
  [ -n "$SIGNED_IN_TO" ] && echo "$SIGNED_IN_TO" && exit 0
  echo 'Unable to locate credentials' >&2
  exit 253
fi
for word in "$@"; do printf '%s\\n' "$word" >> "$CALLS"; done
printf '%s\\n' '--' >> "$CALLS"
[ "$1" != "$REFUSED" ]
`;

const SHELLS = ['/bin/bash', '/usr/bin/zsh', '/bin/sh'];
const shells = SHELLS.filter(existsSync);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pasting-'));
  writeFileSync(join(folder, 'aws'), FAKE);
  chmodSync(join(folder, 'aws'), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Terminal {
  readonly shell: string;
  /** Nothing, if nobody signed in. */
  readonly signedInTo: string;
  /** The service that refuses. */
  readonly refused?: string;
}

/** What a person sees, and what reached AWS. */
function paste(line: string, { shell, signedInTo, refused = 'none' }: Terminal) {
  const calls = join(folder, 'calls');
  rmSync(calls, { force: true });
  const { stdout, status } = spawnSync(shell, ['-c', line.trim()], {
    encoding: 'utf8',
    env: {
      PATH: `${folder}:/usr/bin:/bin`,
      CALLS: calls,
      SIGNED_IN_TO: signedInTo,
      REFUSED: refused,
    },
  });
  const asked = existsSync(calls) ? readFileSync(calls, 'utf8').split('--\n').slice(0, -1) : [];
  return { seen: stdout, status, calls: asked.map((words) => words.split('\n').slice(0, 2).join(' ')) };
}

const lines = (
  await Promise.all(
    cases.map(async (one) => {
      const [place] = placesOf(one);
      if (place === undefined) throw new RangeError('every case has a place');
      const { told } = await sentOf(one, place);
      return commandLines(told.alert.text).map((line) => ({ name: one.name, line }));
    }),
  )
).flat();

test('bash is there, and zsh where somebody installed it', () => {
  expect(shells).toContain('/bin/bash');
  expect(lines.length).toBeGreaterThan(50);
});

describe.each(shells)('pasted into %s', (shell) => {
  test('every line of every alert runs in its account, and says nothing', () => {
    for (const { name, line } of lines) {
      const { seen, calls } = paste(line, { shell, signedInTo: guardOf(line) ?? '' });
      expect([name, line, seen]).toEqual([name, line, '']);
      expect(calls).toHaveLength(line.split(' && aws ').length - 1);
    }
  });

  test.each([
    ['in another account', ELSEWHERE],
    ['where nobody is signed in', ''],
  ])('%s nothing runs, and the line says so', (_, signedInTo) => {
    for (const { name, line } of lines) {
      const { seen, calls } = paste(line, { shell, signedInTo });
      expect([name, line, calls]).toEqual([name, line, []]);
      expect(seen).toBe('NOT DONE: wrong account, or see the error above\n');
    }
  });

  describe('the undo', () => {
    const undo = (name: string) =>
      lines.filter(
        (one) => one.name === name && (one.line.includes('dynamodb') || one.line.includes("'Active'")),
      );

    test('writes the ledger first, and then the key, in one line', () => {
      const [{ line = '' } = {}, ...more] = undo('contained');
      expect(more).toEqual([]);
      expect(paste(line, { shell, signedInTo: OWN }).calls).toEqual([
        'dynamodb update-item',
        'iam update-access-key',
      ]);
    });

    test('does not switch the key on if the ledger refuses, and says so', () => {
      const [{ line = '' } = {}] = undo('contained');
      const { calls, seen } = paste(line, { shell, signedInTo: OWN, refused: 'dynamodb' });
      expect(calls).toEqual(['dynamodb update-item']);
      expect(seen).toContain('NOT DONE');
    });

    test('of a key in another account is two lines, each for its own', () => {
      const [ledger = { line: '' }, key = { line: '' }] = undo('contained-in-member-account');
      expect(paste(ledger.line, { shell, signedInTo: OWN }).calls).toEqual(['dynamodb update-item']);
      expect(paste(key.line, { shell, signedInTo: OWN }).calls).toEqual([]);
      expect(paste(key.line, { shell, signedInTo: MEMBER }).calls).toEqual(['iam update-access-key']);
    });
  });
});

test('the variant for PowerShell in the runbook compares the account before it changes anything', () => {
  const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
  const [, variant = ''] = /```powershell\n([\s\S]*?)```/.exec(runbook) ?? [];
  expect(variant).toMatch(
    /^if \(\(aws sts get-caller-identity --query Account --output text\) -eq '111122223333'\) \{ aws iam /,
  );
  const pwsh = ['/usr/bin/pwsh', '/opt/microsoft/powershell/7/pwsh'].find(existsSync);
  // Where nobody installed PowerShell, the page says what was tried: test/aws-engines/powershell-lines.ts.
  if (pwsh === undefined) {
    expect(runbook).toContain('There is no PowerShell where this project is tested');
    return;
  }
  const run = (signedInTo: string) => paste(variant, { shell: pwsh, signedInTo });
  expect(run(OWN).calls).toEqual(['iam update-access-key']);
  expect(run(ELSEWHERE).calls).toEqual([]);
});
