import {
  CreateServiceSpecificCredentialCommand,
  ListServiceSpecificCredentialsCommand,
  ListSigningCertificatesCommand,
  ListSSHPublicKeysCommand,
  UploadSigningCertificateCommand,
  UploadSSHPublicKeyCommand,
} from '@aws-sdk/client-iam';
import type { Aws } from '../aws.ts';
import { quarantineAttachment } from '../events/api-calls.ts';
import { asUser, guardDutyFinding } from '../events/guard-duty.ts';
import type { Finding } from '../report.ts';
import { createUser, type User } from '../users.ts';
import { type Case, incidentOf, type Scene, stopped } from './case.ts';

const AN_HOUR_MS = 3_600_000;

/** What a user has beside access keys. Two of the four calls that stop something would take the caller without a name. */
export const userCredentials: readonly Case[] = [
  {
    name: 'credentials that the thief made',
    rule: 'GuardDutyFindingRule',
    bus: 'default',
    expected: { state: 'CONTAINED', reason: 'keys-inactive' },
    prepare: ({ aws }) => afterTheft(aws),
  },
  {
    name: 'quarantine of a user with a bearer key',
    rule: 'QuarantinePolicyRule',
    bus: 'default',
    expected: { state: 'CONTAINED', reason: 'keys-inactive' },
    async prepare({ aws }, caller) {
      const target = await createUser(aws, 'target');
      await makeBearerKey(target);
      const scene = stopped(quarantineAttachment({ target, caller }), target);
      return allInactive(target, { ...scene, incidents: [incidentOf(target.accountId, target.arn)] });
    },
  },
];

/** The same in an account that has the role of stacks/member-role.yml. */
export const userCredentialsElsewhere: readonly Case[] = [
  {
    name: 'credentials that the thief made in another account',
    rule: 'GuardDutyFindingRule',
    bus: 'default',
    expected: { state: 'CONTAINED', reason: 'keys-inactive' },
    prepare: ({ member }) => afterTheft(member),
  },
];

async function afterTheft(account: Aws): Promise<Scene> {
  const target = await createUser(account, 'target');
  await makeBearerKey(target);
  await uploadOthers(target);
  const createdAt = new Date(Date.now() - AN_HOUR_MS).toISOString();
  return allInactive(target, stopped(guardDutyFinding(asUser(target), { createdAt }), target));
}

async function makeBearerKey({ account, name }: User): Promise<void> {
  const bedrock = { UserName: name, ServiceName: 'bedrock.amazonaws.com' };
  await account.iam.send(new CreateServiceSpecificCredentialCommand(bedrock));
}

async function uploadOthers({ account, name }: User): Promise<void> {
  const SSHPublicKeyBody = 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABEXAMPLE thief';
  await account.iam.send(new UploadSSHPublicKeyCommand({ UserName: name, SSHPublicKeyBody }));
  const CertificateBody = '-----BEGIN CERTIFICATE-----\nEXAMPLE\n-----END CERTIFICATE-----';
  await account.iam.send(new UploadSigningCertificateCommand({ UserName: name, CertificateBody }));
}

export function allInactive(target: User, scene: Scene): Scene {
  return { ...scene, afterwards: async () => [await lookAtCredentials(target)] };
}

async function lookAtCredentials({ account: { iam }, name }: User): Promise<Finding> {
  const user = { UserName: name };
  const [services, keys, certificates] = await Promise.all([
    iam.send(new ListServiceSpecificCredentialsCommand(user)),
    iam.send(new ListSSHPublicKeysCommand({ ...user })),
    iam.send(new ListSigningCertificatesCommand({ ...user })),
  ]);
  const statuses = [
    ...(services.ServiceSpecificCredentials ?? []),
    ...(keys.SSHPublicKeys ?? []),
    ...(certificates.Certificates ?? []),
  ].map(({ Status }) => Status);
  return {
    what: `every other credential of ${name} is Inactive`,
    passed: statuses.length > 0 && statuses.every((status) => status === 'Inactive'),
    found: statuses.join(),
  };
}
