import { accessKeyKind, isUserName } from './access-key-id.ts';
import type { Detection } from './detection.ts';

/** What the call of an event made, and what ends it. Every value is checked, so that commands and verdicts can hold it. */
export type MadeCredential =
  | {
      readonly kind: 'access-key';
      readonly accessKeyId: string;
      /** The user that the key was made for. */
      readonly userName: string;
    }
  /** It outlives the key that made it. Only a deny on the user who issued it ends it. STS API reference, GetFederationToken. */
  | { readonly kind: 'federation-token' };

/** `undefined` if the event is no such call, if the call failed, or if its values are not ids and names of IAM. */
export function madeIn({ type, evidence }: Detection): MadeCredential | undefined {
  const { targetKey = '', targetUser, errorCode } = evidence;
  if (errorCode !== undefined) return undefined;
  if (type === 'sts:GetFederationToken') return { kind: 'federation-token' };
  return type === 'iam:CreateAccessKey' && accessKeyKind(targetKey) === 'long-term' && isUserName(targetUser)
    ? { kind: 'access-key', accessKeyId: targetKey, userName: targetUser }
    : undefined;
}
