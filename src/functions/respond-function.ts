import { outcomeBusPermissions } from '../alerting/outcome-bus.ts';
import { topicPermissions } from '../alerting/topics.ts';
import { enrichPermissions } from '../containment/enrich.ts';
import { containments, measures } from '../containment/index.ts';
import { memberAccountPermissions } from '../containment/member-accounts.ts';
import { ledgerPermissions } from '../incident/ledger.ts';
import { retryQueuePermissions } from '../queue/later.ts';
import { withForwarded } from '../sources/forwarded-rules.ts';
import { sources } from '../sources/index.ts';
import type { LambdaFunction } from './lambda-function.ts';

export const respondFunction: LambdaFunction = {
  name: 'respond',
  description: 'Deactivates the access key that an event names, and alerts people.',
  trigger: { rules: withForwarded(sources.flatMap(({ rules }) => rules)) },
  // More memory gives more CPU and a faster start, and the thief can use the key until the start is over.
  memorySize: 1024,
  // Long enough for a minute and a half of tries at IAM, the read-back and the alert, even if nothing of AWS answers.
  timeout: 150,
  permissions: [
    ...Object.values(containments).flatMap(({ permissions }) => permissions),
    ...measures.flatMap(({ permissions }) => permissions),
    ...enrichPermissions,
    ...memberAccountPermissions,
    ...topicPermissions,
    ...outcomeBusPermissions,
    ...ledgerPermissions,
    ...retryQueuePermissions,
  ],
  settings: [
    'contain',
    'minimumSeverity',
    'maxPrincipalsPerHour',
    'exemptPrincipals',
    'trustedPrincipals',
    'honeyKeys',
    'containCustomLists',
    'containCustomRules',
    'quarantineUsers',
    'revocableRoles',
    'memberRoleName',
    'findingAdministrators',
    'suspectedApiCalls',
    'runbookUrl',
    'identityCenterUrl',
    'identityCenterRole',
    'alertTopicArn',
    'pagerTopicArn',
    'outcomeBusName',
    'ledgerTableName',
    'retryQueueUrl',
    'ownRoleName',
  ],
};
