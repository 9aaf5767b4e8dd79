import { sentinelPermissions } from '../incident/sentinel.ts';
import type { LambdaFunction } from './lambda-function.ts';

export const prepareFunction: LambdaFunction = {
  name: 'prepare',
  description: 'Prepares the ledger once, when the stack gets its table.',
  trigger: { customResource: 'LedgerSentinel' },
  memorySize: 256,
  // Longer than all attempts together.
  timeout: 120,
  permissions: sentinelPermissions,
  settings: ['ledgerTableName'],
};
