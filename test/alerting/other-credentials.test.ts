import { describe, expect, test } from '@jest/globals';
import { credential, USER } from '../../scripts/coverage-tables/examples.ts';
import { otherCredentials } from '../../src/alerting/other-credentials.ts';
import { mailStyle } from '../../src/alerting/style.ts';
import { accepted } from '../golden/case.ts';
import { keyId } from './many-credentials.ts';
import { type End, modelsOfAll } from './model-of.ts';

const failed = (index: number): End => ({
  ...{ affected: credential(keyId(index), USER), reason: 'deactivation-failed' },
});
const stopped = (index: number): End => ({
  affected: credential(keyId(index), USER),
  reason: 'keys-inactive',
  actions: [accepted('03:12:08.114', 'iam:UpdateAccessKey', `${keyId(index)} Inactive`)],
  facts: { userName: 'ci-deploy', keys: [{ accessKeyId: keyId(index), status: 'Inactive' }] },
});
const ids = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => keyId(from + index)).join(', ');
const all = (count: number, endOf: (index: number) => End, from = 0) =>
  Array.from({ length: count }, (_, index) => endOf(from + index));

const shown = (ends: readonly End[], lines: number) =>
  otherCredentials(modelsOfAll(ends), { style: { ...mailStyle, gap: [] }, lines });

describe('the other credentials of an event', () => {
  test('that are alive are named five in a line where there is no room for their commands', () => {
    const [title, ...lines] = shown(all(20, failed), 5);
    expect(title).toBe('ALSO NAMED BY THIS EVENT: 20 more: 20 NOT CONTAINED');
    expect(lines).toEqual([
      ` ALIVE, TOO: ${ids(0, 5)}`,
      ` ALIVE, TOO: ${ids(5, 10)}`,
      ` ALIVE, TOO: ${ids(10, 15)}`,
      ' Not shown here: 5 NOT CONTAINED. Each has its outcome event, and the JSON names them.',
    ]);
  });

  test('that are alive have their commands as far as that leaves room to name the rest', () => {
    const lines = shown(all(9, failed), 8);
    expect(lines.slice(1)).toEqual([
      expect.stringMatching(new RegExp(`^ P1 NOT CONTAINED: access key ${keyId(0)} .* To stop it:$`)),
      expect.stringContaining(`--access-key-id='${keyId(0)}' --status='Inactive'`),
      expect.stringContaining(keyId(1)),
      expect.stringContaining(`--access-key-id='${keyId(1)}' --status='Inactive'`),
      ` ALIVE, TOO: ${ids(2, 7)}`,
      ` ALIVE, TOO: ${ids(7, 9)}`,
      ' Each has its outcome event, with every fact and command.',
    ]);
  });

  test('that are stopped have the line that undoes it, as far as there is room, and are counted', () => {
    expect(shown(all(4, stopped), 6)).toEqual([
      'ALSO NAMED BY THIS EVENT: 4 more: 4 CONTAINED',
      expect.stringMatching(
        new RegExp(`^ P2 CONTAINED: access key ${keyId(0)} .* is Inactive\\. To undo it:$`),
      ),
      expect.stringContaining(`'Active'`),
      expect.stringMatching(new RegExp(`^ P2 CONTAINED: access key ${keyId(1)} `)),
      expect.stringContaining(`'Active'`),
      ' Not shown here: 2 CONTAINED. Each has its outcome event, and the JSON names them.',
    ]);
    expect(shown(all(4, stopped), 5)).toHaveLength(4);
  });

  test('that are stopped come after those that are alive', () => {
    const lines = shown([...all(4, stopped), ...all(6, failed, 4)], 9);
    expect(lines).toHaveLength(9);
    expect(lines[0]).toBe('ALSO NAMED BY THIS EVENT: 10 more: 6 NOT CONTAINED, 4 CONTAINED');
    expect(lines.filter((line) => line.endsWith(' To stop it:'))).toHaveLength(3);
    expect(lines[7]).toBe(` ALIVE, TOO: ${ids(7, 10)}`);
    expect(lines[8]).toMatch(/^ Not shown here: 4 CONTAINED\./);
  });

  test('without a key id are named by their principal, as far as a line has room', () => {
    const role = (roleName: string): End => ({
      affected: credential(undefined, { type: 'AssumedRole', roleName }),
      reason: 'role-session',
    });
    const long = 'r'.repeat(64);
    const [, line] = shown([role('deploy'), role(long)], 3);
    expect(line).toBe(
      ` ALIVE, TOO: arn:aws:iam::111122223333:role/deploy, arn:aws:iam::111122223333:role/${long.slice(0, 49)}`,
    );
  });

  test('of which nothing can be run are told without a command', () => {
    const affected = credential(undefined, { type: 'AWSService' });
    expect(shown([{ affected, reason: 'aws-service' }], 60).slice(1)).toEqual([
      expect.stringMatching(/^ P1 NOT CONTAINED: .*[^:]$/),
      ' Each has its outcome event, with every fact and command.',
    ]);
  });

  test('of no account have their command, without the comment that it does not check one', () => {
    const affected = credential(keyId(1), USER, { accountId: 'no account' });
    const [, told, line] = shown([{ affected, reason: 'deactivation-failed' }], 60);
    expect(told).toMatch(/ To stop it:$/);
    expect(line).toMatch(/^ aws iam update-access-key /);
  });
});
