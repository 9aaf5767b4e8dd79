import { cloudTrail } from './cloudtrail.ts';
import { guardDuty } from './guardduty.ts';
import { health, report, trustedAdvisor } from './keys-only.ts';
import type { Table } from './row.ts';
import { securityHub } from './security-hub.ts';

/** A new source does not compile until it has its rows here. */
export const table: Table = {
  guardduty: guardDuty,
  cloudtrail: cloudTrail,
  health,
  'security-hub': securityHub,
  'trusted-advisor': trustedAdvisor,
  report,
};
