import { outcomeBusPermissions } from '../alerting/outcome-bus.ts';
import { topicPermissions } from '../alerting/topics.ts';
import { enrichPermissions } from '../containment/enrich.ts';
import { containments, measures } from '../containment/index.ts';
import { memberAccountPermissions } from '../containment/member-accounts.ts';
import { ledgerPermissions } from '../incident/ledger.ts';
import { sources } from '../sources/index.ts';
import type { LambdaFunction } from './lambda-function.ts';

export const respondFunction: LambdaFunction = {
  name: 'respond',
  description: 'Deactivates the access key that an event implicates, and tells people.',
  trigger: { rules: sources.flatMap(({ rules }) => rules) },
  // The CPU grows with the memory, and the key is stolen for as long as the start takes.
  memorySize: 1024,
  // Five attempts at each call of IAM, a read-back and the alert fit in, also when all of IAM hangs.
  timeout: 120,
  permissions: [
    ...Object.values(containments).flatMap(({ permissions }) => permissions),
    ...measures.flatMap(({ permissions }) => permissions),
    ...enrichPermissions,
    ...memberAccountPermissions,
    ...topicPermissions,
    ...outcomeBusPermissions,
    ...ledgerPermissions,
  ],
  settings: [
    'contain',
    'minimumSeverity',
    'exemptPrincipals',
    'honeyKeys',
    'quarantineUsers',
    'revocableRoles',
    'memberRoleName',
    'suspectedApiCalls',
    'runbookUrl',
    'identityCenterUrl',
    'identityCenterRole',
    'alertTopicArn',
    'pagerTopicArn',
    'outcomeBusName',
    'ledgerTableName',
    'ownRoleName',
  ],
};
