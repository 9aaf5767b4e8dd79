import type { Aws } from '../local/aws.ts';
import type { CustomResource } from '../local/custom-resource.ts';
import { createHandler } from '../src/create-handler.ts';
import { openLedgerContainer } from '../src/ledger-container.ts';
import { prepare } from '../src/prepare.ts';
import type { Surroundings } from '../src/surroundings.ts';
import { withoutWaiting } from './without-waiting.ts';

/**
 * CloudFormation invokes the function that makes the stack's sentinel. Nobody waits in it, unless `pace` says otherwise.
 * @returns the log.
 */
export async function prepareIn(
  aws: Aws,
  {
    event,
    resource,
    pace = withoutWaiting(aws),
  }: {
    readonly event: unknown;
    readonly resource: CustomResource;
    readonly pace?: Pick<Surroundings, 'clock' | 'client'>;
  },
): Promise<readonly object[]> {
  const log: object[] = [];
  const { accessKeyId, secretAccessKey, sessionToken } = aws.operatorCredentials();
  const container = openLedgerContainer(
    {
      LEDGER_TABLE_NAME: 'ledger',
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    },
    {
      log: (entry) => log.push(entry),
      ...pace,
      client: { endpoint: aws.endpoint, region: aws.region, ...pace.client },
    },
  );
  try {
    await createHandler(prepare, container)(event, {} as never);
    return log;
  } finally {
    resource.stop();
  }
}
