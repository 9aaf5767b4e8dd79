import { describe, expect, test } from '@jest/globals';
import { machineJson } from '../../src/alerting/machine-json.ts';
import { createPage } from '../../src/alerting/pager.ts';
import { modelOfEnd } from './model-of.ts';

const machine = machineJson({ worst: modelOfEnd({ reason: 'deactivation-failed' }), others: [] });
const place = { partition: 'aws', region: 'us-east-1', accountId: '111122223333' };

const reasonWith = (command: string | undefined, page: 'open' | 'closed' = 'open') =>
  createPage(machine, { subject: '[P1 NOT CONTAINED] key', page, command, place }).body.NewStateReason;

describe('the reason that a pager shows', () => {
  const longest = ` ${'x'.repeat(1_023 - machine.title.length - ' Run: '.length)}`;

  test('has a command that just fits, to its last character', () => {
    const reason = reasonWith(longest);
    expect(reason).toHaveLength(1_023);
    expect(reason).toBe(`${machine.title} Run:${longest}`);
  });

  test('has none of a command that is one character too long: a part of a command is worse', () => {
    expect(reasonWith(`${longest}x`)).toBe(machine.title);
  });

  test('is the verdict alone where nothing can be run, or nothing is to be run any more', () => {
    expect([reasonWith(undefined), reasonWith(' aws iam', 'closed')]).toEqual([machine.title, machine.title]);
  });
});
