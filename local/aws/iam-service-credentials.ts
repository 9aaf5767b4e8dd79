import { ApiError } from './api-error.ts';
import { type IamState, namedUser } from './iam-entities.ts';
import { required, validationError } from './iam-parameters.ts';
import {
  actionsOf,
  addCredential,
  existing,
  listOf,
  refuseMoreThan,
  type UserCredentialApi,
  visibleTo,
} from './iam-user-credentials.ts';
import { type Call, type Params, type Result, textOf } from './service.ts';
import { secret } from './unique-id.ts';

/** For each service a user may have two (IAM API reference, CreateServiceSpecificCredential). */
const PER_SERVICE = 2;

/** Those with a key that a client sends as it is, and those with a name and a password. */
const WITH_API_KEY: readonly string[] = ['bedrock.amazonaws.com', 'logs.amazonaws.com'];
const WITH_PASSWORD: readonly string[] = ['codecommit.amazonaws.com', 'cassandra.amazonaws.com'];

const api: UserCredentialApi = {
  kind: 'service-specific-credential',
  id: { name: 'ServiceSpecificCredentialId', minimum: 20 },
  called: 'Service Specific Credential',
  listed: 'ServiceSpecificCredentials',
  describe: ({ id, createDate, service = '', expiresAt }, { userName, accountId }) => ({
    UserName: userName,
    ServiceSpecificCredentialId: id,
    ServiceName: service,
    CreateDate: createDate,
    ExpirationDate: expiresAt,
    ...(WITH_API_KEY.includes(service)
      ? { ServiceCredentialAlias: `${userName}-at-${accountId}` }
      : { ServiceUserName: `${userName}-at-${accountId}` }),
  }),
};

const actions = actionsOf(api);

export const serviceSpecificCredentials = { ...actions, list, create };

function create(call: Call, state: IamState): Result {
  const user = namedUser(call, state);
  const service = required(call.params, 'ServiceName', 'serviceName');
  refuseUnknown(service);
  const have = existing(user, api.kind).filter((one) => one.service === service);
  refuseMoreThan(PER_SERVICE, have, 'ServiceSpecificCredentialsPerUser');
  const days = ageOf(call.params);
  const made = addCredential(
    {
      user,
      kind: api.kind,
      service,
      ...(days !== undefined && {
        expiresAt: new Date(state.identities.now().getTime() + days * 86_400_000),
      }),
    },
    state,
  );
  return {
    ServiceSpecificCredential: {
      ...api.describe(made, user),
      Status: 'Active',
      ...(WITH_API_KEY.includes(service)
        ? { ServiceCredentialSecret: secret() }
        : { ServicePassword: secret() }),
    },
  };
}

/** `AllUsers` is for an account, and not together with a name (IAM API reference). */
function list(call: Call, state: IamState): Result {
  const { params, caller } = call;
  const service = textOf(params, 'ServiceName');
  if (service !== undefined) refuseUnknown(service);
  const ofService = ({ credential }: { readonly credential: { readonly service?: string } }) =>
    service === undefined || credential.service === service;
  if (textOf(params, 'AllUsers') !== 'true') {
    if (service === undefined) return actions.list(call, state);
    const users = [namedUser(call, state)];
    return listOf(api, visibleTo(state, { kind: api.kind, users }).filter(ofService), call);
  }
  if (textOf(params, 'UserName') !== undefined) {
    throw validationError('UserName and AllUsers cannot be specified together.');
  }
  const users = state.identities.usersOf(caller.accountId);
  return listOf(api, visibleTo(state, { kind: api.kind, users }).filter(ofService), call);
}

function refuseUnknown(service: string): void {
  if ([...WITH_API_KEY, ...WITH_PASSWORD].includes(service)) return;
  throw new ApiError(404, 'NotSupportedService', `Service ${service} is not supported for this operation.`);
}

function ageOf(params: Params): number | undefined {
  const text = textOf(params, 'CredentialAgeDays');
  if (text === undefined) return undefined;
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= 36_600) return days;
  throw validationError(
    `1 validation error detected: Value '${text}' at 'credentialAgeDays' failed to satisfy constraint: Member must have value between 1 and 36600`,
  );
}
