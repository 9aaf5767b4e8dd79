import { expect, test } from '@jest/globals';
import { cooperativeAccounts } from '../../scripts/coverage-tables/cooperative-iam.ts';
import { credential, detectionOf, KEY, policy, USER } from '../../scripts/coverage-tables/examples.ts';
import { attempt } from '../../src/containment/attempt.ts';
import { decide } from '../../src/core/decide.ts';

test('how it ends is known before what is only good to know', async () => {
  const [decision] = decide(detectionOf(credential(KEY, USER)), { policy });
  if (decision === undefined) throw new Error('a credential needs a decision');
  const c = cooperativeAccounts('Active');
  const alias = Promise.withResolvers<string>();
  const iam = { ...c.accounts.own(c.until), findAccountAlias: () => alias.promise };
  const { outcome, enrichment } = attempt(decision, { ...c, accounts: { ...c.accounts, own: () => iam } });

  expect(await outcome).toMatchObject({ state: 'CONTAINED', reason: 'keys-inactive' });
  expect(await Promise.race([enrichment, 'still being read'])).toBe('still being read');
  alias.resolve('prod');
  expect(await enrichment).toMatchObject({ accountAlias: { ok: true, value: 'prod' } });
});
