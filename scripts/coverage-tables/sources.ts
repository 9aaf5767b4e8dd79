import type { Source } from '../../src/core/detection.ts';
import {
  honeyKeyPattern,
  quarantinePolicyPattern,
  suspectedApiCallPattern,
  watchedApiCallPattern,
} from '../../src/sources/cloudtrail.ts';
import { guardDutyFindingPattern } from '../../src/sources/guardduty.ts';
import { credentialRiskPattern } from '../../src/sources/health.ts';
import { reportPattern } from '../../src/sources/report.ts';
import { securityHubActionPattern, securityHubImportedPattern } from '../../src/sources/security-hub.ts';
import { securityHubOcsfPattern } from '../../src/sources/security-hub-ocsf.ts';
import { exposedAccessKeyPattern } from '../../src/sources/trusted-advisor.ts';
import { KEY, policy } from './examples.ts';
import { code, tableOf } from './markdown.ts';

export interface Pattern {
  readonly source: readonly unknown[];
  readonly 'detail-type': readonly string[];
  readonly detail?: unknown;
}

interface OfSource {
  readonly name: string;
  /** By the name of the rule in serverless.yml. */
  readonly rules: Readonly<Record<string, Pattern>>;
}

/** A new source does not compile until its rules stand here. */
export const patterns: Readonly<Record<Source, OfSource>> = {
  guardduty: { name: 'GuardDuty', rules: { GuardDutyFindingRule: guardDutyFindingPattern } },
  health: { name: 'AWS Health', rules: { CredentialRiskRule: credentialRiskPattern } },
  'security-hub': {
    name: 'Security Hub',
    rules: {
      SecurityHubImportedRule: securityHubImportedPattern,
      SecurityHubOcsfRule: securityHubOcsfPattern,
      SecurityHubActionRule: securityHubActionPattern,
    },
  },
  'trusted-advisor': { name: 'Trusted Advisor', rules: { ExposedAccessKeyRule: exposedAccessKeyPattern } },
  cloudtrail: {
    name: 'CloudTrail',
    rules: {
      QuarantinePolicyRule: quarantinePolicyPattern,
      SuspectedApiCallRule: suspectedApiCallPattern(policy.suspectedApiCalls),
      WatchedApiCallRule: watchedApiCallPattern,
      HoneyKeyRule: honeyKeyPattern([KEY]),
    },
  },
  report: { name: 'a report on the bus of the stack', rules: { ReportRule: reportPattern } },
};

export function sourcesTable(): readonly string[] {
  const rows = Object.values(patterns).flatMap(({ name, rules }) =>
    Object.entries(rules).map(([rule, pattern]) => [
      name,
      code(rule),
      pattern['detail-type'].map(code).join(', '),
      pattern.detail === undefined ? 'all' : code(JSON.stringify(pattern.detail)),
    ]),
  );
  return tableOf(['reported by', 'rule of serverless.yml', 'detail-type', 'of which the detail'], rows);
}
