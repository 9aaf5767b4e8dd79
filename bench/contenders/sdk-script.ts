/** The bare minimum on the SDK: the responder's calls, no reading, deciding, judging, limits or explaining. */
import { IAMClient, ListAccessKeysCommand, UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import { tell } from './sdk-tell.ts';
import { credentialsOfRole, type Finding, message } from './setting.ts';

const iam = new IAMClient({ credentials: credentialsOfRole() });

export async function handler(event: Finding): Promise<void> {
  const { accessKeyId, userName } = event.detail.resource.accessKeyDetails;
  await iam.send(
    new UpdateAccessKeyCommand({ UserName: userName, AccessKeyId: accessKeyId, Status: 'Inactive' }),
  );
  const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName: userName }));
  await tell(message(event, AccessKeyMetadata));
}
