import { randomBytes } from 'node:crypto';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  ListAccessKeysCommand,
} from '@aws-sdk/client-iam';
import type { Means } from './point.ts';

/** Whoever finds one of them knows whose it is. */
export const PREFIX = 'ckr-live-check-';
export const PATH = '/ckr-live-check/';

export interface Decoy {
  readonly userName: string;
  readonly accessKeyId: string;
  readonly readStatus: () => Promise<string>;
}

export function newName(): string {
  return `${PREFIX}${randomBytes(6).toString('hex')}`;
}

/** A user without any permission and a key whose secret nobody keeps. */
export async function makeDecoy({ clients: { iam }, leftovers }: Means): Promise<Decoy> {
  const UserName = newName();
  leftovers.add(`IAM user ${UserName}`, () => iam.send(new DeleteUserCommand({ UserName })));
  await iam.send(new CreateUserCommand({ UserName, Path: PATH }));
  leftovers.add(`the access keys of ${UserName}`, async () => {
    const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName }));
    for (const { AccessKeyId } of AccessKeyMetadata)
      await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
  });
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const accessKeyId = AccessKey?.AccessKeyId;
  if (accessKeyId === undefined) throw new Error('IAM gave no access key');
  return {
    userName: UserName,
    accessKeyId,
    async readStatus() {
      const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName }));
      return AccessKeyMetadata.find(({ AccessKeyId }) => AccessKeyId === accessKeyId)?.Status ?? 'gone';
    },
  };
}
