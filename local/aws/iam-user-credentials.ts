import { type IamState, limitExceeded, noSuchEntity, targetUser } from './iam-entities.ts';
import { credentialIdOf, statusOf } from './iam-parameters.ts';
import { pageOf } from './page.ts';
import type { Call, Result } from './service.ts';
import type { User } from './user.ts';
import type { CredentialKind, NewUserCredential, UserCredential } from './user-credential.ts';

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

type Action = (call: Call, state: IamState) => Result;

/** Like access keys: without `UserName`, AWS takes the user whose long-term key signed the call. */
export function actionsOf(api: UserCredentialApi): Readonly<Record<'list' | 'update' | 'delete', Action>> {
  const named = (call: Call, state: IamState) =>
    credentialOf(api, credentialIdOf(call.params, api.id), targetUser(call, state));
  return {
    list: (call, state) =>
      listOf(api, visibleTo(state, { kind: api.kind, users: [targetUser(call, state)] }), call),
    update: (call, state) => {
      const credential = named(call, state);
      credential.status.write(statusOf(call.params));
      return undefined;
    },
    delete: (call, state) => {
      named(call, state).status.write(undefined);
      return undefined;
    },
  };
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

function credentialOf({ kind, called }: UserCredentialApi, id: string, user: User): UserCredential {
  const found = existing(user, kind).find((one) => one.id === id);
  if (found === undefined) throw noSuchEntity(`The ${called} with id ${id} cannot be found.`);
  return found;
}

/** Writes see a deleted credential as gone at once. Only reads lag. */
export function existing({ credentials }: User, kind: CredentialKind): readonly UserCredential[] {
  return credentials.filter((one) => one.kind === kind && one.status.read(0) !== undefined);
}

/** Made by a call, now. */
export function addCredential(
  { user, ...made }: Omit<NewUserCredential, 'createDate' | 'isNew'> & { readonly user: User },
  { identities }: IamState,
): UserCredential {
  return identities.createCredential(user, { ...made, createDate: identities.now(), isNew: true });
}

export function refuseMoreThan(most: number, have: readonly unknown[], quota: string): void {
  if (have.length >= most) throw limitExceeded(`Cannot exceed quota for ${quota}: ${most}`);
}
