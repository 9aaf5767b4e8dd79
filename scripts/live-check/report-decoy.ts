import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { REPORT_SOURCE } from '../../src/core/reported-api-key.ts';
import { readDeployed } from '../deployment/deployed-settings.ts';
import type { Decoy } from './decoy.ts';
import type { Means } from './point.ts';

/** @throws if the stack is not deployed, or is older than this output. */
export async function readOutput(
  { clients: { cloudFormation }, stackName, region }: Means,
  name: string,
): Promise<string> {
  const value = (await readDeployed(cloudFormation, stackName))?.outputs.get(name);
  if (value === undefined) throw new Error(`there is no output ${name} of a stack ${stackName} in ${region}`);
  return value;
}

/** As a secret scanner does it. */
export async function reportDecoy(means: Means, decoy: Decoy): Promise<void> {
  const bus = await readOutput(means, 'ResponderBusName');
  const { events } = means.clients;
  const { Entries } = await events.send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: bus,
          Source: REPORT_SOURCE,
          DetailType: 'Compromised Access Key Report',
          Detail: JSON.stringify({
            accessKeyId: decoy.accessKeyId,
            userName: decoy.userName,
            reason: 'npm run live-check: this key is a decoy',
            reportedBy: 'live-check',
          }),
        },
      ],
    }),
  );
  const error = Entries?.[0]?.ErrorCode;
  if (error !== undefined)
    throw new Error(`the bus refused the report: ${error} ${Entries?.[0]?.ErrorMessage}`);
}

export const OUTPUTS_PLAN =
  'cloudformation:DescribeStacks, cloudformation:GetTemplate: the outputs of the stack';

export const DECOY_PLAN = [
  'iam:CreateUser, iam:CreateAccessKey: a user ckr-live-check-… in /ckr-live-check/, without permissions',
  'iam:ListAccessKeys; then iam:DeleteAccessKey, iam:ListAttachedUserPolicies, iam:DetachUserPolicy, iam:GetUser,',
  '  iam:DeleteUserPermissionsBoundary (if the responder denied everything to it), iam:DeleteUser',
];

export const REPORT_PLAN = [
  OUTPUTS_PLAN,
  ...DECOY_PLAN,
  'events:PutEvents: a report of its key, as a secret scanner sends it',
  'costs less than a cent; leaves an alert in the channels of the stack, items in its ledger and records of CloudTrail',
];
