import { fixture, type Json, type JsonValue, withValue } from '../fixture.ts';
import { ACCOUNT, type Caller, type CallerName, keysOfCaller } from './cast.ts';

/** An event as AWS sends it, with what the reference knows of it. */
export type Sent = {
  readonly id: string;
  readonly key: string;
  readonly event: Json;
  readonly at: number;
} & (
  | {
      readonly kind: 'evidence';
      readonly finding: string | undefined;
      readonly update: boolean;
      /** What a person who undoes the containment has judged. */
      readonly kinds: readonly string[];
    }
  | { readonly kind: 'activation'; readonly by: CallerName }
  | { readonly kind: 'stop' }
  | { readonly kind: 'echo' }
);

export interface About {
  readonly id: string;
  readonly key: string;
  readonly userName: string;
  readonly at: number;
}

export interface FindingFacts {
  /** Which of the findings about the key. */
  readonly finding: number;
  readonly address: number;
  readonly tor: boolean;
  readonly count: number;
}

const iso = (at: number) => new Date(at).toISOString();
const inSeconds = (at: number) => iso(at).replace(/\.\d+Z$/, 'Z');

function withValues(event: Json, values: Readonly<Record<string, JsonValue>>): Json {
  return Object.entries(values).reduce((changed, [path, value]) => withValue(changed, path, value), event);
}

export function guardDutyFinding(about: About, { finding, address, tor, count }: FindingFacts): Sent {
  const { id, key, userName, at } = about;
  const type = `UnauthorizedAccess:IAMUser/${tor ? 'TorIPCaller' : 'MaliciousIPCaller'}`;
  const findingId = `${key.slice(-9).toLowerCase()}${tor ? 'b' : 'a'}${finding}`.padEnd(32, '0');
  const ip = `198.51.100.${address}`;
  const event = withValues(fixture('guardduty-malicious-ip-caller'), {
    id,
    time: inSeconds(at),
    'detail.id': findingId,
    'detail.type': type,
    'detail.resource.accessKeyDetails.accessKeyId': key,
    'detail.resource.accessKeyDetails.userName': userName,
    'detail.service.action.awsApiCallAction.remoteIpDetails.ipAddressV4': ip,
    'detail.service.count': count,
    'detail.service.eventFirstSeen': iso(at - 60_000),
    'detail.service.eventLastSeen': iso(at - 1_000),
    'detail.createdAt': iso(at - 30_000),
    'detail.updatedAt': iso(count > 1 ? at : at - 30_000),
  });
  const kinds = [type, ip, 'guardduty'];
  return { kind: 'evidence', id, key, event, at, finding: findingId, update: count > 1, kinds };
}

/** AWS Health says so: another detector. */
export function healthRisk({ id, key, at }: About): Sent {
  const event = withValues(fixture('health-credentials-compromised'), {
    id,
    time: inSeconds(at),
    resources: [key],
    'detail.startTime': new Date(at - 60_000).toUTCString(),
    'detail.affectedEntities': [{ entityValue: key, status: 'IMPAIRED' }],
    'detail.eventArn': `arn:aws:health:us-east-1::event/RISK/AWS_RISK_CREDENTIALS_COMPROMISED/${key}`,
  });
  return { kind: 'evidence', id, key, event, at, finding: `health ${key}`, update: false, kinds: ['health'] };
}

export function report({ id, key, at }: About): Sent {
  const event = withValues(fixture('report'), { id, time: inSeconds(at), 'detail.accessKeyId': key });
  return { kind: 'evidence', id, key, event, at, finding: undefined, update: false, kinds: ['report'] };
}

export function honeyCall({ id, key, userName, at }: About): Sent {
  const event = withValues(fixture('cloudtrail-honey-key'), {
    id,
    time: inSeconds(at),
    'detail.eventTime': inSeconds(at),
    'detail.userIdentity.accessKeyId': key,
    'detail.userIdentity.userName': userName,
    'detail.userIdentity.arn': `arn:aws:iam::${ACCOUNT}:user/${userName}`,
  });
  return {
    kind: 'evidence',
    id,
    key,
    event,
    at,
    finding: undefined,
    update: false,
    kinds: ['honey', '198.51.100.23'],
  };
}

export interface CallOfSomebody {
  readonly call: 'Active' | 'Inactive' | 'delete';
  readonly by: Caller;
  /** The caller's name at that time, if it is a user. */
  readonly calledAs: string;
}

/** CloudTrail's record of a call of somebody who sets the key Active or Inactive, or deletes it. */
export function record(about: About, { call, by, calledAs }: CallOfSomebody): Sent {
  const { id, key, userName, at } = about;
  const parameters = { userName, accessKeyId: key, ...(call !== 'delete' && { status: call }) };
  const event = withValues(fixture('cloudtrail-activate-key'), {
    id,
    time: inSeconds(at),
    'detail.eventTime': inSeconds(at),
    'detail.eventName': call === 'delete' ? 'DeleteAccessKey' : 'UpdateAccessKey',
    'detail.requestParameters': parameters,
    'detail.sourceIPAddress': '203.0.113.7',
    'detail.userIdentity': identityOf(by, calledAs),
  });
  return call === 'Active'
    ? { kind: 'activation', id, key, event, at, by: by.name }
    : { kind: 'stop', id, key, event, at };
}

/** CloudTrail user guide, "CloudTrail userIdentity element". */
function identityOf({ name, with: what }: Caller, userName: string): Json {
  const [key] = keysOfCaller(name);
  const mark = name.replace('-', '').slice(0, 9).toUpperCase();
  const accountId = ACCOUNT;
  if (key === undefined) {
    const arn = `arn:aws:iam::${ACCOUNT}:role/${name}`;
    return {
      ...{ type: 'AssumedRole', accountId, accessKeyId: 'ASIAIOSFODNN7EXAMPLE' },
      principalId: `AROAEXAMPLE${mark}:thief`,
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/thief`,
      sessionContext: {
        sessionIssuer: { type: 'Role', principalId: `AROAEXAMPLE${mark}`, arn, accountId, userName: name },
      },
    };
  }
  return {
    ...{ type: 'IAMUser', accountId, userName },
    principalId: `AIDAEXAMPLE${mark}`,
    arn: `arn:aws:iam::${ACCOUNT}:user/${userName}`,
    accessKeyId: what === 'key' ? key : `ASIAEXAMPLE${mark.padEnd(9, 'X')}`,
  };
}

/** CloudTrail's record of what the responder did itself. */
export function echo({ id, key, userName, at }: About, ownRole: string): Sent {
  const event = withValues(fixture('cloudtrail-own-change'), {
    id,
    time: inSeconds(at),
    'detail.eventTime': inSeconds(at),
    'detail.requestParameters': { userName, accessKeyId: key, status: 'Inactive' },
    'detail.userIdentity.sessionContext.sessionIssuer.arn': `arn:aws:iam::${ACCOUNT}:role/${ownRole}`,
    'detail.userIdentity.sessionContext.sessionIssuer.userName': ownRole,
  });
  return { kind: 'echo', id, key, event, at };
}
