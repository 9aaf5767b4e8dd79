import type { Aws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import { OWN, policy } from '../../scripts/coverage-tables/examples.ts';
import { Alerts } from '../../src/alerting/alerts.ts';
import { remedies } from '../../src/containment/index.ts';
import { withoutWaiting } from '../without-waiting.ts';

export const ALERTS = `arn:aws:sns:us-east-1:${OWN}:alerts`;
export const PAGER = `arn:aws:sns:us-east-1:${OWN}:pager`;

/** Clients that do not wait between tries. */
export const clientOf = (aws: Aws) => ({
  ...clientConfig(aws, aws.operatorCredentials()),
  ...withoutWaiting(aws).client,
});

/** The alerts of a stack with both topics. */
export function openAlerts(
  aws: Aws,
  hears: Pick<ConstructorParameters<typeof Alerts>[0], 'log' | 'measure'>,
): Alerts {
  return new Alerts({
    settings: {
      ...{
        alertTopicArn: ALERTS,
        pagerTopicArn: PAGER,
        outcomeBusName: 'default',
        ledgerTableName: 'ledger',
      },
      ...{ runbookUrl: '', deadLetterQueueUrl: '', identityCenter: { url: '', role: '' }, policy },
      version: '0.1.0',
    },
    remedies,
    client: clientOf(aws),
    ...hears,
  });
}
