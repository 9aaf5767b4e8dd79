import type { Case } from './cases/case.ts';
import type { Necessity } from './least-privilege.ts';
import type { Report } from './report.ts';
import type { CaseResult } from './run-case.ts';

export type NamedResult = readonly [Case, CaseResult];

export function addCasesTable(report: Report, results: readonly NamedResult[]): void {
  const rows = results.flatMap(([{ name, rule, expected }, { thieves }]) =>
    thieves.map(({ what, refusedWith, secondsAfterEvent, successfulCalls }) => [
      name,
      rule,
      `${expected.state} ${expected.reason}`,
      what,
      refusedWith === 'never' ? 'no' : `after ${secondsAfterEvent} s`,
      refusedWith === 'never' ? '' : refusedWith,
      String(successfulCalls),
    ]),
  );
  report.addTable(['case', 'rule', 'told', 'stolen', 'refused', 'with', "thief's calls"], rows);
}

export function addNecessitiesTable(report: Report, necessities: readonly Necessity[]): void {
  const rows = necessities.map(({ grant, verdict, evidence, denial }) => [
    grant.policyName,
    grant.action,
    verdict,
    denial ?? '',
    evidence,
  ]);
  report.addTable(['policy', 'without', 'is', 'denied with', 'evidence'], rows);
}
