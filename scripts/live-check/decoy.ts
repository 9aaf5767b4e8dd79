import { randomBytes } from 'node:crypto';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DeleteUserPermissionsBoundaryCommand,
  DeleteUserPolicyCommand,
  DetachUserPolicyCommand,
  GetUserCommand,
  type IAMClient,
  ListAccessKeysCommand,
  ListAttachedUserPoliciesCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { type Clients, type Credentials, connect } from './clients.ts';
import type { Means } from './point.ts';
import { poll } from './poll.ts';

/** Whoever finds one of them knows whose it is. */
export const PREFIX = 'ckr-live-check-';
export const PATH = '/ckr-live-check/';

export interface Decoy {
  readonly userName: string;
  readonly accessKeyId: string;
  readonly readStatus: () => Promise<string>;
  /** @returns whether it is so in time. */
  readonly becomes: (status: 'Active' | 'Inactive', seconds: number) => Promise<boolean>;
  /** Its own clients. The secret is in the memory of this process only, and is of no use without a permission. */
  readonly connect: (region: string) => Clients;
}

export function newName(): string {
  return `${PREFIX}${randomBytes(6).toString('hex')}`;
}

/** A user without any permission but this one. */
export async function makeDecoy(means: Means, policy?: object): Promise<Decoy> {
  const {
    clients: { iam },
    leftovers,
    signal,
  } = means;
  const UserName = newName();
  leftovers.add(`IAM user ${UserName}`, () => iam.send(new DeleteUserCommand({ UserName })));
  await iam.send(new CreateUserCommand({ UserName, Path: PATH }));
  leftovers.add(`the policies of ${UserName}`, () => removePolicies(iam, UserName));
  if (policy !== undefined) {
    leftovers.add(`the policy of ${UserName}`, () =>
      iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName: PREFIX })),
    );
    const PolicyDocument = JSON.stringify(policy);
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: PREFIX, PolicyDocument }));
  }
  leftovers.add(`the access keys of ${UserName}`, async () => {
    const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName }));
    for (const { AccessKeyId } of AccessKeyMetadata)
      await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
  });
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } = AccessKey ?? {};
  if (accessKeyId === undefined || secretAccessKey === undefined) throw new Error('IAM gave no access key');
  const credentials: Credentials = { accessKeyId, secretAccessKey };
  const readStatus = async () => {
    const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName }));
    return AccessKeyMetadata.find(({ AccessKeyId }) => AccessKeyId === accessKeyId)?.Status ?? 'gone';
  };
  return {
    userName: UserName,
    accessKeyId,
    readStatus,
    async becomes(status, seconds) {
      const read = async () => ((await readStatus()) === status ? true : undefined);
      return (await poll(read, { signal, seconds })) === true;
    },
    connect: (region) => connect(region, credentials),
  };
}

/** The responder may have denied everything to the decoy (quarantineUsers). */
async function removePolicies(iam: IAMClient, UserName: string): Promise<void> {
  const { AttachedPolicies = [] } = await iam.send(new ListAttachedUserPoliciesCommand({ UserName }));
  for (const { PolicyArn } of AttachedPolicies)
    await iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn }));
  const { User } = await iam.send(new GetUserCommand({ UserName }));
  if (User?.PermissionsBoundary !== undefined)
    await iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName }));
}

/** AWS needs some seconds until a new key or policy counts everywhere. @throws what is refused after that. */
export async function onceItCounts<T>(
  call: () => Promise<T>,
  { signal, settleSeconds, refusals }: Means & { readonly refusals: RegExp },
): Promise<T> {
  let refusal: unknown;
  const answer = await poll(
    async () => {
      try {
        return { value: await call() };
      } catch (error) {
        if (!(error instanceof Error && refusals.test(error.name))) throw error;
        refusal = error;
        return undefined;
      }
    },
    { signal, seconds: settleSeconds },
  );
  if (answer === undefined) throw refusal;
  return answer.value;
}
