import { IAMClient, ListAccountAliasesCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

async function aliases(credentials: Parameters<typeof clientConfig>[1] = aws.operatorCredentials()) {
  const iam = new IAMClient(clientConfig(aws, credentials));
  const { AccountAliases, IsTruncated } = await iam.send(new ListAccountAliasesCommand({}));
  return { AccountAliases, IsTruncated };
}

it('lists no alias of an account that has none', async () => {
  expect(await aliases()).toEqual({ AccountAliases: [], IsTruncated: false });
});

it('lists the one alias of the account of the caller, the newest', async () => {
  aws.identities.setAccountAlias(aws.accountId, 'prod-old');
  aws.identities.setAccountAlias(aws.accountId, 'prod');
  aws.identities.setAccountAlias('444455556666', 'staging');
  expect(await aliases()).toEqual({ AccountAliases: ['prod'], IsTruncated: false });
  expect(await aliases(aws.operatorCredentials('444455556666'))).toMatchObject({
    AccountAliases: ['staging'],
  });
});

it('is forgotten at the reset', async () => {
  aws.identities.setAccountAlias(aws.accountId, 'prod');
  aws.reset();
  expect(await aliases()).toMatchObject({ AccountAliases: [] });
});

it('is not told to credentials of GetSessionToken', async () => {
  const session = aws.sessions.startForUser(aws.identities.createUser({ userName: 'alice' }), 3600);
  await expect(aliases(session)).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
});
