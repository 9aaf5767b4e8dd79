import type { AccessKey } from './access-key.ts';
import type { Lagging } from './lagging.ts';
import type { UserCredential } from './user-credential.ts';

export interface User {
  readonly accountId: string;
  /** IAM can rename a user (UpdateUser). */
  userName: string;
  readonly path: string;
  readonly userId: string;
  readonly arn: string;
  readonly createDate: Date;
  readonly accessKeys: AccessKey[];
  readonly credentials: UserCredential[];
  /** ARNs of the managed policies, in the order of their attachment. */
  readonly attachedPolicies: Lagging<readonly string[]>;
  /** The ARN of the permissions boundary. */
  readonly boundary: Lagging<string | undefined>;
  loginProfile: LoginProfile | undefined;
}

/** A user's password for the console. */
export interface LoginProfile {
  readonly createDate: Date;
  readonly passwordResetRequired: boolean;
}
