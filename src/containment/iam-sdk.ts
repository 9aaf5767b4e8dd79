import {
  AttachUserPolicyCommand,
  GetAccessKeyLastUsedCommand,
  GetLoginProfileCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  IAMClient,
  type IAMClientConfig,
  ListAccountAliasesCommand,
  ListServiceSpecificCredentialsCommand,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
  paginateListAccessKeys,
  paginateListAttachedUserPolicies,
  paginateListSigningCertificates,
  paginateListSSHPublicKeys,
  UpdateAccessKeyCommand,
  UpdateServiceSpecificCredentialCommand,
  UpdateSigningCertificateCommand,
  UpdateSSHPublicKeyCommand,
} from '@aws-sdk/client-iam';
import { answerFullQuotasAtOnce } from './full-quota.ts';
import { sendWithDate } from './server-time.ts';

/** What is used of the SDK for IAM. Its code is most of what a cold start would load, so it is loaded by a file of its own. */
export type IamSdk = ReturnType<typeof openIamSdk>;

/** `Patience` tries again, and knows how long. */
const limits: IAMClientConfig = { maxAttempts: 1 };

export function openIamSdk(config: IAMClientConfig) {
  const client = new IAMClient({ ...config, ...limits });
  answerFullQuotasAtOnce(client);
  return {
    client,
    sendWithDate,
    AttachUserPolicyCommand,
    GetAccessKeyLastUsedCommand,
    GetLoginProfileCommand,
    GetRoleCommand,
    GetRolePolicyCommand,
    GetUserCommand,
    ListAccountAliasesCommand,
    ListServiceSpecificCredentialsCommand,
    PutRolePolicyCommand,
    PutUserPermissionsBoundaryCommand,
    paginateListAccessKeys,
    paginateListAttachedUserPolicies,
    paginateListSigningCertificates,
    paginateListSSHPublicKeys,
    UpdateAccessKeyCommand,
    UpdateServiceSpecificCredentialCommand,
    UpdateSigningCertificateCommand,
    UpdateSSHPublicKeyCommand,
  };
}
