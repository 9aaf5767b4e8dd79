import { type IamState, limitExceeded, noSuchEntity, targetUser } from './iam-entities.ts';
import { credentialIdOf, statusOf } from './iam-parameters.ts';
import type { CredentialKind, User, UserCredential } from './identities.ts';
import { pageOf } from './page.ts';
import type { Call, Result } from './service.ts';

/** What differs between the credentials of a user that have a status and are no access keys. */
export interface UserCredentialApi {
  readonly kind: CredentialKind;
  /** The parameter with its id, and how many characters that has at least (IAM API reference). */
  readonly id: { readonly name: string; readonly minimum: number };
  /** As the message of AWS's refusal names it. */
  readonly called: string;
  /** The element that holds the list. */
  readonly listed: string;
  readonly describe: (credential: UserCredential, user: User) => NonNullable<Result>;
}

/** Like access keys: without `UserName`, AWS takes the user whose long-term key signed the call. */
export function listCredentials(api: UserCredentialApi, call: Call, state: IamState): Result {
  const user = targetUser(call, state);
  return listOf(api, visibleTo(state, { kind: api.kind, users: [user] }), call);
}

export function listOf(
  { listed, describe }: UserCredentialApi,
  visible: readonly Visible[],
  { params }: Pick<Call, 'params'>,
): Result {
  const { items, marker } = pageOf(
    visible.map(({ user, credential, status }) => ({ ...describe(credential, user), Status: status })),
    params,
  );
  return { [listed]: items, IsTruncated: marker !== undefined, Marker: marker };
}

export interface Visible {
  readonly user: User;
  readonly credential: UserCredential;
  readonly status: string;
}

/** Reads lag behind the changes. */
export function visibleTo(
  { readLag }: IamState,
  { kind, users }: { readonly kind: CredentialKind; readonly users: readonly User[] },
): readonly Visible[] {
  return users.flatMap((user) =>
    user.credentials
      .filter((one) => one.kind === kind)
      .flatMap((credential) => {
        const status = credential.status.read(readLag());
        return status === undefined ? [] : [{ user, credential, status }];
      }),
  );
}

export function updateCredential(api: UserCredentialApi, call: Call, state: IamState): Result {
  const id = credentialIdOf(call.params, api.id);
  const status = statusOf(call.params);
  credentialOf(api, id, targetUser(call, state)).status.write(status);
  return undefined;
}

export function deleteCredential(api: UserCredentialApi, call: Call, state: IamState): Result {
  const id = credentialIdOf(call.params, api.id);
  credentialOf(api, id, targetUser(call, state)).status.write(undefined);
  return undefined;
}

function credentialOf({ kind, called }: UserCredentialApi, id: string, user: User): UserCredential {
  const found = existing(user, kind).find((one) => one.id === id);
  if (found === undefined) throw noSuchEntity(`The ${called} with id ${id} cannot be found.`);
  return found;
}

/** Writes see a deleted credential as gone at once. Only reads lag. */
export function existing({ credentials }: User, kind: CredentialKind): readonly UserCredential[] {
  return credentials.filter((one) => one.kind === kind && one.status.read(0) !== undefined);
}

export function refuseMoreThan(most: number, have: readonly unknown[], quota: string): void {
  if (have.length >= most) throw limitExceeded(`Cannot exceed quota for ${quota}: ${most}`);
}
