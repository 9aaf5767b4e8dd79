import { ListAccessKeysCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { PATH } from '../../../scripts/live-check/decoy.ts';
import type { Aws } from '../aws.ts';
import { activation, getCallerIdentity, refused, stopLogging } from '../events/api-calls.ts';
import type { AwsEvent } from '../events/envelope.ts';
import { ACCOUNT_ID } from '../ministack.ts';
import type { User } from '../users.ts';
import type { Answer, Call } from './what-aws-sends.ts';

/** CloudTrail's record of a call that a decoy made. undefined: a call that the points do not wait for. */
export async function recordOf(call: Call, { status }: Answer, aws: Aws): Promise<AwsEvent | undefined> {
  const name = call.target.split('.').at(-1) || new URLSearchParams(call.body).get('Action') || '';
  if (!['UpdateAccessKey', 'GetCallerIdentity', 'StopLogging'].includes(name)) return undefined;
  const decoys = await readDecoys(aws);
  const caller = decoys.find(({ keys }) => keys[0].accessKeyId === call.accessKeyId);
  if (caller === undefined) return undefined;
  const made = eventOf(name, { call, caller, decoys });
  if (made === undefined) return undefined;
  const event = status === 200 ? made : refused(made);
  return { ...event, region: call.region, detail: { ...event.detail, awsRegion: call.region } };
}

interface Made {
  readonly call: Call;
  readonly caller: User;
  readonly decoys: readonly User[];
}

function eventOf(name: string, { call, caller, decoys }: Made): AwsEvent | undefined {
  if (name === 'GetCallerIdentity') return getCallerIdentity(caller);
  if (name === 'StopLogging') return stopLogging(caller);
  const target = decoys.find(({ name }) => name === new URLSearchParams(call.body).get('UserName'));
  return target && activation({ target, caller });
}

async function readDecoys(aws: Aws): Promise<readonly User[]> {
  const { Users = [] } = await aws.iam.send(new ListUsersCommand({ PathPrefix: PATH }));
  const decoys = await Promise.all(
    Users.filter(({ Path }) => Path === PATH).map(
      async ({ UserName = '', UserId: id = '', Arn: arn = '' }) => {
        const { AccessKeyMetadata = [] } = await aws.iam.send(new ListAccessKeysCommand({ UserName }));
        const accessKeyId = AccessKeyMetadata[0]?.AccessKeyId ?? '';
        return {
          ...{ account: aws, accountId: ACCOUNT_ID, name: UserName, id, arn },
          keys: [{ accessKeyId, secretAccessKey: '' }] as const,
        } satisfies User;
      },
    ),
  );
  return decoys;
}
