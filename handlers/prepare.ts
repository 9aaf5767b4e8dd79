import { createHandler } from '../src/create-handler.ts';
import { openLog } from '../src/lambda-log.ts';
import { openLedgerContainer } from '../src/ledger-container.ts';
import { prepare } from '../src/prepare.ts';

/** CloudFormation calls this for the resource LedgerSentinel of serverless.yml. */
export const handler = createHandler(
  prepare,
  openLedgerContainer(process.env, { log: openLog(process.env) }),
);
