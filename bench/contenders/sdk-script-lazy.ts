/** The same script as a careful hand would write it: what comes after IAM is loaded once the key is Inactive. */
import {
  GetAccessKeyLastUsedCommand,
  GetLoginProfileCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAccountAliasesCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { credentialsOfRole, type Finding, message } from './setting.ts';

const iam = new IAMClient({ credentials: credentialsOfRole() });

export async function handler(event: Finding): Promise<void> {
  const { accessKeyId, userName } = event.detail.resource.accessKeyDetails;
  await iam.send(
    new UpdateAccessKeyCommand({ UserName: userName, AccessKeyId: accessKeyId, Status: 'Inactive' }),
  );
  const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName: userName }));
  const [, profile, use] = await Promise.all([
    findAlias(),
    iam.send(new GetLoginProfileCommand({ UserName: userName })),
    iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId })),
  ]);
  const keys = { AccessKeyMetadata, alias, profile, use };
  const { tell } = await import('./sdk-tell.ts');
  await tell(message(event, keys));
}

let alias: string | undefined;

async function findAlias(): Promise<void> {
  alias ??= (await iam.send(new ListAccountAliasesCommand({}))).AccountAliases?.[0] ?? '';
}
