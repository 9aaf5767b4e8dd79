/** A script on the SDK by a careful hand: what comes after IAM is loaded while IAM answers. */
import { IAMClient, UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import { credentialsOfRole, deactivation, type Finding } from './setting.ts';

const iam = new IAMClient({ credentials: credentialsOfRole() });

export async function handler({ detail }: Finding): Promise<void> {
  const stolen = detail.resource.accessKeyDetails;
  const stopping = iam.send(new UpdateAccessKeyCommand(deactivation(stolen)));
  const [{ tell }] = await Promise.all([import('./sdk-tell.ts'), stopping]);
  await tell(stolen);
}
