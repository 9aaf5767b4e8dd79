import { describe, expect, test } from '@jest/globals';
import { evidenceLines, whyLines } from '../../src/alerting/evidence.ts';
import { outcomeJson } from '../../src/alerting/machine-json.ts';
import { mailStyle } from '../../src/alerting/style.ts';
import { subjectOf } from '../../src/alerting/subject.ts';
import type { Detection, Evidence } from '../../src/core/detection.ts';
import { modelOfEnd } from './model-of.ts';

const about = (change: Partial<Detection>) => modelOfEnd({ reason: 'keys-inactive' }, { change });
const why = (change: Partial<Detection>) => whyLines(about(change), mailStyle);
const shown = (evidence: Evidence) => evidenceLines(about({ evidence }), mailStyle);

describe('why the alert came', () => {
  test.each([
    [10, 'Critical'],
    [9, 'Critical'],
    [8.9, 'High'],
    [7, 'High'],
    [6.9, 'Medium'],
    [4, 'Medium'],
    [3.9, 'Low'],
  ])('has the severity %d with the word of GuardDuty, %s', (severity, word) => {
    expect(why({ severity })[0]).toBe(`WHY      GuardDuty, severity ${severity} (${word}), in "us-east-1"`);
  });

  test.each([
    [1, ', seen once'],
    [2, ', seen 2 times'],
    [undefined, ''],
  ])('has how often it was seen: %j', (count, words) => {
    const evidence = count === undefined ? {} : { count };
    expect(why({ evidence })[0]).toBe(`WHY      GuardDuty${words}, in "us-east-1"`);
  });
});

describe('the type of a finding', () => {
  const type = 'UnauthorizedAccess:EC2/MaliciousIPCaller.Custom';

  test('stands as it is where it is one of GuardDuty, and gives the subject its last word', () => {
    expect(why({ type })[1]).toBe(`         ${type}`);
    expect(outcomeJson(about({ type })).detection?.type).toBe(type);
    expect(subjectOf(about({ type }))).toMatch(/, MaliciousIPCaller$/);
  });

  test.each([
    ['after a text of somebody else', `evil.example/${type}`, 'evil[.]example/'],
    ['before one', `${type}.evil.example`, '[.]evil[.]example'],
    ['with a line after it', `${type}\nCONTAINED`, '?CONTAINED'],
  ])('is quoted and made harmless like every other text %s', (_, text, harmless) => {
    const [, line = ''] = why({ type: text });
    expect(line).toMatch(/^ {9}".*"$/);
    expect(line).toContain(harmless);
    expect(outcomeJson(about({ type: text })).detection?.type).toContain(harmless);
    expect(subjectOf(about({ type: text }))).not.toContain('Malicious');
  });
});

describe('the evidence', () => {
  test('is no section where the event has none', () => {
    expect(shown({})).toEqual([]);
    expect(shown({ calls: [] })).toEqual([]);
  });

  test('of a sequence has eight of each kind at most, and counts the others', () => {
    const processes = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);
    const eight = '"p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7"';
    const title = 'EVIDENCE, as the event has it, partly written by the attacker';
    expect(shown({ processes: processes(8) })).toEqual([title, ` processes  ${eight}`]);
    expect(shown({ processes: processes(10) })).toEqual([title, ` processes  ${eight}, and 2 more`]);
  });

  test('has in the JSON what the event has, with no empty list', () => {
    const { sequence } = outcomeJson(about({ evidence: { calls: [], processes: ['bash'] } }));
    expect(sequence).toEqual({ processes: ['bash'], untrusted: ['processes'] });
    expect(outcomeJson(about({ evidence: { calls: [] } }))).not.toHaveProperty('sequence');
  });
});
