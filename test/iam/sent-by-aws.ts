import type { Context } from './ask-iam.ts';
import { PLACE } from './stack-policies.ts';

const BY_SNS: Context = {
  'kms:ViaService': `sns.${PLACE.region}.amazonaws.com`,
  'kms:CallerAccount': PLACE.accountId,
  'aws:ViaAWSService': 'true',
  'kms:EncryptionContextKeys': ['aws:sns:topicArn'],
};

const OF_PUT_EVENTS: Context = {
  // One value for each entry of the request, and both keys are lists. Service authorization reference, EventBridge.
  'events:source': ['compromised-key-responder', 'compromised-key-responder'],
  'events:detail-type': ['Access Key Response Outcome', 'Access Key Response Outcome'],
};

/**
 * The keys that AWS sends for an action of the responder, as the service authorization reference has them, with the values of
 * the responder's own calls. An action that is not here has none that a policy of the stack could ask for.
 */
export const sentByAws: Readonly<Record<string, Context>> = {
  'events:PutEvents': OF_PUT_EVENTS,
  'kms:GenerateDataKey': BY_SNS,
  'kms:Decrypt': BY_SNS,
  'iam:AttachUserPolicy': { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AWSDenyAll' },
  'iam:PutUserPermissionsBoundary': {
    'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AWSDenyAll',
  },
  'sts:AssumeRole': {
    'sts:RoleSessionName': 'compromised-key-responder',
    'aws:ResourceOrgID': 'o-exampleorgid',
  },
};
