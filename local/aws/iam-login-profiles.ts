import { type IamState, noSuchEntity, targetUser } from './iam-entities.ts';
import type { Call, Result } from './service.ts';

/**
 * IAM gives the same refusal for a user without a password and for an unknown user (IAM API reference,
 * GetLoginProfile).
 */
export function getLoginProfile(call: Call, state: IamState): Result {
  const { userName, loginProfile } = targetUser(call, state);
  if (loginProfile === undefined) throw noSuchEntity(`Login Profile for User ${userName} cannot be found.`);
  const { createDate, passwordResetRequired } = loginProfile;
  return {
    LoginProfile: {
      UserName: userName,
      CreateDate: createDate,
      PasswordResetRequired: passwordResetRequired,
    },
  };
}
