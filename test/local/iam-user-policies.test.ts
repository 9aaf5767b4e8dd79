import {
  AttachUserPolicyCommand,
  GetUserCommand,
  IAMClient,
  ListAttachedUserPoliciesCommand,
  PutUserPermissionsBoundaryCommand,
  paginateListAttachedUserPolicies,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';

const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';
const UserName = 'ci-deploy';

let aws: Aws;
let iam: IAMClient;
beforeAll(async () => {
  aws = await startAws();
  iam = new IAMClient(clientConfig(aws, aws.operatorCredentials()));
});
beforeEach(() => {
  aws.reset();
  aws.identities.createUser({ userName: UserName });
});
afterAll(() => aws.stop());

const attach = (PolicyArn: string) => iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
const bound = (PermissionsBoundary: string) =>
  iam.send(new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary }));
const attached = async () =>
  (await iam.send(new ListAttachedUserPoliciesCommand({ UserName }))).AttachedPolicies;

/** Policies of the account's own making. */
function ownPolicies(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) =>
    aws.identities.policies.create({ policyName: `own-${index}`, accountId: aws.accountId }),
  );
}

describe('AttachUserPolicy', () => {
  it("attaches AWS's policies and the account's own, in their order", async () => {
    const [own = ''] = ownPolicies(1);
    await attach(own);
    await attach(DENY_ALL);
    expect(await attached()).toEqual([
      { PolicyName: 'own-0', PolicyArn: own },
      { PolicyName: 'AWSDenyAll', PolicyArn: DENY_ALL },
    ]);
  });

  it('takes ten policies and no more, except one that is attached already', async () => {
    const policies = ownPolicies(10);
    for (const arn of policies) await attach(arn);
    await expect(attach(DENY_ALL)).rejects.toMatchObject({
      name: 'LimitExceededException',
      message: 'Cannot exceed quota for PoliciesPerUser: 10',
      $metadata: { httpStatusCode: 409 },
    });
    await attach(policies[3] ?? '');
    expect(await attached()).toHaveLength(10);
  });

  it.each([
    ['a policy that does not exist', 'arn:aws:iam::aws:policy/AWSDenyNothing', 'NoSuchEntityException', 404],
    ['a policy of another account', 'arn:aws:iam::444455556666:policy/own', 'InvalidInputException', 400],
    ['a policy of another partition', 'arn:aws-cn:iam::aws:policy/AWSDenyAll', 'InvalidInputException', 400],
    ['the ARN of a user', 'arn:aws:iam::111122223333:user/ci', 'InvalidInputException', 400],
    ['a name', 'AWSDenyAll', 'ValidationError', 400],
  ])('refuses %s', async (_, arn, name, status) => {
    await expect(attach(arn)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
    expect(await attached()).toEqual([]);
  });

  it('refuses a user that does not exist', async () => {
    const call = iam.send(new AttachUserPolicyCommand({ UserName: 'nobody', PolicyArn: DENY_ALL }));
    await expect(call).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });

  it('never takes the caller for the user', async () => {
    const { accessKeyId, secretAccessKey } = aws.identities.createAccessKey(
      aws.identities.createUser({ userName: 'caller' }),
    );
    const asUser = new IAMClient(clientConfig(aws, { accessKeyId, secretAccessKey }));
    // @ts-expect-error the SDK's types forbid what is tried here
    const call = asUser.send(new AttachUserPolicyCommand({ PolicyArn: DENY_ALL }));
    await expect(call).rejects.toMatchObject({ name: 'ValidationError' });
  });
});

describe('ListAttachedUserPolicies', () => {
  it('pages with markers', async () => {
    for (const arn of ownPolicies(3)) await attach(arn);
    const pages: unknown[] = [];
    for await (const page of paginateListAttachedUserPolicies({ client: iam, pageSize: 2 }, { UserName })) {
      pages.push(page.AttachedPolicies?.map(({ PolicyName }) => PolicyName));
    }
    expect(pages).toEqual([['own-0', 'own-1'], ['own-2']]);
  });

  it('lags behind where reads do', async () => {
    aws.lag.read = 60_000;
    await attach(DENY_ALL);
    expect(await attached()).toEqual([]);
    aws.lag.read = 0;
    expect(await attached()).toHaveLength(1);
  });
});

describe('PutUserPermissionsBoundary', () => {
  const boundary = async () =>
    (await iam.send(new GetUserCommand({ UserName }))).User?.PermissionsBoundary?.PermissionsBoundaryArn;

  it('replaces the boundary that there was, and GetUser shows which there is', async () => {
    const [own = ''] = ownPolicies(1);
    expect(await boundary()).toBeUndefined();
    await bound(own);
    expect(await boundary()).toBe(own);
    await bound(DENY_ALL);
    expect(await boundary()).toBe(DENY_ALL);
  });

  it('has room when all ten policies are attached', async () => {
    for (const arn of ownPolicies(10)) await attach(arn);
    await bound(DENY_ALL);
    expect(await boundary()).toBe(DENY_ALL);
  });

  it('refuses a policy that does not exist', async () => {
    await expect(bound('arn:aws:iam::111122223333:policy/none')).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'Scope ARN: arn:aws:iam::111122223333:policy/none does not exist or is not attachable.',
    });
  });
});
