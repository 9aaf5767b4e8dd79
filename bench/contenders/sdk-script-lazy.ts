/** The same script as a careful hand would write it: what comes after IAM is loaded once the key is Inactive. */
import { IAMClient, ListAccessKeysCommand, UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import { credentialsOfRole, type Finding, message } from './setting.ts';

const iam = new IAMClient({ credentials: credentialsOfRole() });

export async function handler(event: Finding): Promise<void> {
  const { accessKeyId, userName } = event.detail.resource.accessKeyDetails;
  await iam.send(
    new UpdateAccessKeyCommand({ UserName: userName, AccessKeyId: accessKeyId, Status: 'Inactive' }),
  );
  const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName: userName }));
  const { tell } = await import('./sdk-tell.ts');
  await tell(message(event, AccessKeyMetadata));
}
