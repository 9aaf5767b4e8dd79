import { labelled, linesOf, under } from './mail.ts';
import type { Question } from './questions.ts';
import type { Facts } from './sent.ts';
import { headline } from './verdict.ts';

/** Questions 9 to 14: who, why, when, from where, and what was done about it. */
export const contextQuestions: readonly Question[] = [
  {
    number: 9,
    question: 'User and partition named?',
    holds: ({ told, facts }) =>
      labelled(told.alert.text, 'ACCOUNT')?.endsWith(`, partition ${facts.partition}`) === true &&
      isNamed(told.alert.text, facts),
  },
  {
    number: 10,
    question: 'Detector, type, severity, count?',
    holds: ({ told, facts: { detection } }) => {
      const lines = linesOf(told.alert.text);
      const start = lines.findIndex((line) => line.startsWith('WHY '));
      const [first = '', ...rest] = lines.slice(start, start + 3);
      if (detection === undefined) return false;
      const { severity, type, evidence } = detection;
      return (
        first.includes(detectors[detection.source.id] ?? '?') &&
        (severity === undefined || first.includes(`severity ${severity} (`)) &&
        (evidence.count === undefined || / seen (?:once|\d+ times)/.test(first)) &&
        (evidence.count === undefined ||
          evidence.count === 1 ||
          first.includes(`seen ${evidence.count} times`)) &&
        rest.some((line) => [type, `"${type}"`].includes(line.trim()))
      );
    },
  },
  {
    number: 11,
    question: 'First/last seen and age, UTC?',
    holds: ({ told, facts: { detection } }) => {
      const line = labelled(told.alert.text, 'TIME') ?? '';
      const [first, last] = [detection?.evidence.firstSeen, detection?.evidence.lastSeen].map(inUtc);
      return (
        first !== undefined &&
        last !== undefined &&
        line.includes(`first ${first}`) &&
        line.includes(`last ${last}`) &&
        /sent \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ \(\d+ (?:min|h|days) after the first\)$/.test(line)
      );
    },
  },
  {
    number: 12,
    question: 'Source IP + API + outcome?',
    holds: ({ told, facts: { detection } }) => {
      const lines = under(told.alert.text, 'EVIDENCE').join('\n');
      const { sourceIp, api, errorCode, addresses, calls } = detection?.evidence ?? {};
      // A sequence has many of each, and does not say how a call ended.
      if (addresses !== undefined && calls !== undefined)
        return [...addresses, ...calls].every((text) => lines.includes(`"${text}"`));
      if (sourceIp === undefined || api === undefined) return false;
      const ended = errorCode === undefined ? 'no error' : `failed with "${errorCode}"`;
      return lines.includes(`from       "${sourceIp}"`) && lines.includes(`call       "${api}", ${ended}`);
    },
  },
  {
    number: 13,
    question: 'Each action has time + result?',
    holds: ({ told, facts }) => {
      // Those of other credentials are in their outcome events.
      const actions = facts.outcomes[0]?.actions ?? [];
      const lines = linesOf(told.alert.text);
      return actions.length === 0
        ? lines.includes(' nothing: no call that changes anything was made')
        : actions.every(({ at, call, target, error }) =>
            lines.includes(` ${inUtc(at)} ${call} ${target}: ${error ?? 'ok'}`),
          );
    },
  },
  {
    number: 14,
    question: 'Lists what was NOT done?',
    holds: ({ told }) =>
      /^ not done: \S|^ nothing: no call that changes anything was made$/m.test(told.alert.text),
  },
];

const detectors: Readonly<Record<string, string>> = {
  guardduty: 'GuardDuty',
  cloudtrail: 'CloudTrail',
  report: 'Report',
};

/** Root has no name but what it is. */
function isNamed(text: string, { outcomes: [worst] }: Facts): boolean {
  const { userName, roleName } = worst?.subject ?? {};
  if (worst?.decision.affected.principal.type === 'Root') return headline(text).includes('ROOT USER');
  if (userName !== undefined) return labelled(text, 'USER') === userName;
  return roleName !== undefined && labelled(text, 'ROLE') === roleName;
}

function inUtc(iso: string | undefined): string | undefined {
  return iso?.replace('T', ' ').replace(/(?:\.\d+)?Z$/, 'Z');
}
