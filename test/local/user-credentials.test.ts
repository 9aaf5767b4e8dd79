import {
  CreateServiceSpecificCredentialCommand,
  DeleteServiceSpecificCredentialCommand,
  DeleteSigningCertificateCommand,
  DeleteSSHPublicKeyCommand,
  GetLoginProfileCommand,
  IAMClient,
  ListServiceSpecificCredentialsCommand,
  ListSigningCertificatesCommand,
  ListSSHPublicKeysCommand,
  paginateListSigningCertificates,
  paginateListSSHPublicKeys,
  UpdateServiceSpecificCredentialCommand,
  UpdateSigningCertificateCommand,
  UpdateSSHPublicKeyCommand,
  UploadSigningCertificateCommand,
  UploadSSHPublicKeyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';

const BOB = { UserName: 'bob' };
const BEDROCK = 'bedrock.amazonaws.com';
const SSH_KEY = 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABEXAMPLE bob';
const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nEXAMPLE\n-----END CERTIFICATE-----';

let aws: Aws;
let iam: IAMClient;
beforeAll(async () => {
  aws = await startAws();
  iam = new IAMClient(clientConfig(aws, aws.operatorCredentials()));
});
beforeEach(() => {
  aws.reset();
  aws.identities.createUser({ userName: 'bob' });
});
afterAll(() => aws.stop());

const makeApiKey = (ServiceName = BEDROCK) =>
  iam.send(new CreateServiceSpecificCredentialCommand({ ...BOB, ServiceName }));

/** Each kind, by the calls that AWS has for it. */
const kinds = [
  {
    kind: 'service-specific credentials',
    make: async () => (await makeApiKey()).ServiceSpecificCredential?.ServiceSpecificCredentialId ?? '',
    list: async (client: IAMClient, input: object) =>
      (await client.send(new ListServiceSpecificCredentialsCommand(input))).ServiceSpecificCredentials?.map(
        ({ ServiceSpecificCredentialId: id, Status }) => ({ id, Status }),
      ),
    set: (client: IAMClient, id: string, input: object) =>
      client.send(
        new UpdateServiceSpecificCredentialCommand({
          ...input,
          ServiceSpecificCredentialId: id,
          Status: 'Inactive',
        }),
      ),
    remove: (id: string) =>
      iam.send(new DeleteServiceSpecificCredentialCommand({ ...BOB, ServiceSpecificCredentialId: id })),
    id: /^ACCA[A-Z2-7]{10}EXAMPLE$/,
  },
  {
    kind: 'SSH public keys',
    make: async () =>
      (await iam.send(new UploadSSHPublicKeyCommand({ ...BOB, SSHPublicKeyBody: SSH_KEY }))).SSHPublicKey
        ?.SSHPublicKeyId ?? '',
    list: async (client: IAMClient, input: object) =>
      (await client.send(new ListSSHPublicKeysCommand(input))).SSHPublicKeys?.map(
        ({ SSHPublicKeyId: id, Status }) => ({ id, Status }),
      ),
    set: (client: IAMClient, id: string, input: object) =>
      client.send(
        new UpdateSSHPublicKeyCommand({
          UserName: undefined,
          ...input,
          SSHPublicKeyId: id,
          Status: 'Inactive',
        }),
      ),
    remove: (id: string) => iam.send(new DeleteSSHPublicKeyCommand({ ...BOB, SSHPublicKeyId: id })),
    id: /^APKA[A-Z2-7]{10}EXAMPLE$/,
  },
  {
    kind: 'signing certificates',
    make: async () =>
      (await iam.send(new UploadSigningCertificateCommand({ ...BOB, CertificateBody: CERTIFICATE })))
        .Certificate?.CertificateId ?? '',
    list: async (client: IAMClient, input: object) =>
      (await client.send(new ListSigningCertificatesCommand(input))).Certificates?.map(
        ({ CertificateId: id, Status }) => ({ id, Status }),
      ),
    set: (client: IAMClient, id: string, input: object) =>
      client.send(new UpdateSigningCertificateCommand({ ...input, CertificateId: id, Status: 'Inactive' })),
    remove: (id: string) => iam.send(new DeleteSigningCertificateCommand({ ...BOB, CertificateId: id })),
    id: /^[A-Z2-7]{21}EXAMPLE$/,
  },
] as const;

describe.each(kinds)('$kind of a user', ({ make, list, set, remove, id: shape }) => {
  it('are made Active, set Inactive, listed and deleted', async () => {
    const id = await make();
    expect(id).toMatch(shape);
    expect(await list(iam, BOB)).toEqual([{ id, Status: 'Active' }]);
    await set(iam, id, BOB);
    expect(await list(iam, BOB)).toEqual([{ id, Status: 'Inactive' }]);
    await remove(id);
    expect(await list(iam, BOB)).toEqual([]);
  });

  it('show a change later where reads lag, and refuse it at once once they are deleted', async () => {
    const id = await make();
    aws.elapsed.skip(10_000);
    aws.lag.read = 5_000;
    await set(iam, id, BOB);
    expect(await list(iam, BOB)).toEqual([{ id, Status: 'Active' }]);
    aws.elapsed.skip(5_000);
    expect(await list(iam, BOB)).toEqual([{ id, Status: 'Inactive' }]);
    await remove(id);
    await expect(set(iam, id, BOB)).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });

  it('of another user are not changed by the wrong name, nor listed under it', async () => {
    const id = await make();
    aws.identities.createUser({ userName: 'eve' });
    await expect(set(iam, id, { UserName: 'eve' })).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      $metadata: { httpStatusCode: 404 },
    });
    expect(await list(iam, { UserName: 'eve' })).toEqual([]);
    await expect(list(iam, { UserName: 'nobody' })).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });

  it('need a name from a session, which is no user', async () => {
    const id = await make();
    await expect(list(iam, {})).rejects.toMatchObject({ name: 'ValidationError' });
    await expect(set(iam, id, {})).rejects.toMatchObject({ name: 'ValidationError' });
    expect(await list(iam, BOB)).toEqual([{ id, Status: 'Active' }]);
  });

  it.each(['short', `${'A'.repeat(30)}-`, 'A'.repeat(129)])('refuse the id %s', async (id) => {
    await expect(set(iam, id, BOB)).rejects.toMatchObject({ name: 'ValidationError' });
  });
});

describe('without a name', () => {
  it('AWS takes the owner of the long-term key that signed the call: the trap of access keys', async () => {
    const operator = aws.identities.createUser({ userName: 'operator' });
    const own = new IAMClient(clientConfig(aws, aws.identities.createAccessKey(operator)));
    const [{ id }, { id: certificate }] = [
      aws.identities.createCredential(operator, { kind: 'service-specific-credential', service: BEDROCK }),
      aws.identities.createCredential(operator, { kind: 'signing-certificate' }),
    ];
    await kinds[0].set(own, id, {});
    await kinds[2].set(own, certificate, {});
    expect(operator.credentials.map(({ status }) => status.read(0))).toEqual(['Inactive', 'Inactive']);
    await expect(kinds[1].set(own, id, {})).rejects.toMatchObject({ name: 'ValidationError' });
  });
});

describe('lists', () => {
  it('come in pages', async () => {
    for (let count = 0; count < 3; count += 1)
      await iam.send(new UploadSSHPublicKeyCommand({ ...BOB, SSHPublicKeyBody: `${SSH_KEY}${count}` }));
    await kinds[2].make();
    await kinds[2].make();
    const pages: number[] = [];
    // The paginators write into what they are given.
    for await (const page of paginateListSSHPublicKeys({ client: iam, pageSize: 2 }, { ...BOB }))
      pages.push(page.SSHPublicKeys?.length ?? 0);
    for await (const page of paginateListSigningCertificates({ client: iam, pageSize: 1 }, { ...BOB }))
      pages.push(page.Certificates?.length ?? 0);
    expect(pages).toEqual([2, 1, 1, 1]);
  });

  it('of service-specific credentials come in pages, by service and for all users', async () => {
    const [first, second] = [await makeApiKey(), await makeApiKey('codecommit.amazonaws.com')].map(
      ({ ServiceSpecificCredential }) => ServiceSpecificCredential?.ServiceSpecificCredentialId,
    );
    const page = await iam.send(new ListServiceSpecificCredentialsCommand({ ...BOB, MaxItems: 1 }));
    expect(page).toMatchObject({ IsTruncated: true, ServiceSpecificCredentials: [{ UserName: 'bob' }] });
    const next = await iam.send(
      new ListServiceSpecificCredentialsCommand({ ...BOB, MaxItems: 1, Marker: page.Marker }),
    );
    expect(next.ServiceSpecificCredentials?.map((one) => one.ServiceSpecificCredentialId)).toEqual([second]);
    expect(next.IsTruncated).toBe(false);
    const all = new ListServiceSpecificCredentialsCommand({ AllUsers: true, ServiceName: BEDROCK });
    expect((await iam.send(all)).ServiceSpecificCredentials).toMatchObject([
      { ServiceSpecificCredentialId: first },
    ]);
    await expect(
      iam.send(new ListServiceSpecificCredentialsCommand({ ...BOB, AllUsers: true })),
    ).rejects.toMatchObject({ name: 'ValidationError' });
  });
});

describe('what AWS refuses to make', () => {
  it('is a third credential for one service', async () => {
    await makeApiKey();
    await makeApiKey();
    await makeApiKey('logs.amazonaws.com');
    await expect(makeApiKey()).rejects.toMatchObject({
      name: 'LimitExceededException',
      $metadata: { httpStatusCode: 409 },
    });
  });

  it.each<[string, () => Promise<unknown>, string]>([
    [
      'a credential for a service without',
      () => makeApiKey('s3.amazonaws.com'),
      'ServiceNotSupportedException',
    ],
    [
      'a key that is none',
      () => iam.send(new UploadSSHPublicKeyCommand({ ...BOB, SSHPublicKeyBody: 'x' })),
      'UnrecognizedPublicKeyEncodingException',
    ],
    [
      'a certificate that is none',
      () => iam.send(new UploadSigningCertificateCommand({ ...BOB, CertificateBody: 'x' })),
      'MalformedCertificateException',
    ],
  ])('is %s', async (_, call, name) => {
    await expect(call()).rejects.toMatchObject({ name });
  });
});

it('tells when a key for an API expires, and its secret once', async () => {
  const { ServiceSpecificCredential: made } = await iam.send(
    new CreateServiceSpecificCredentialCommand({ ...BOB, ServiceName: BEDROCK, CredentialAgeDays: 30 }),
  );
  expect(made).toMatchObject({
    Status: 'Active',
    ServiceCredentialSecret: expect.any(String),
    ServiceCredentialAlias: 'bob-at-111122223333',
    ExpirationDate: expect.any(Date),
  });
  const { ServiceSpecificCredentials: [listed] = [] } = await iam.send(
    new ListServiceSpecificCredentialsCommand(BOB),
  );
  expect(listed).toEqual({
    UserName: 'bob',
    Status: 'Active',
    ServiceCredentialAlias: 'bob-at-111122223333',
    ServiceName: BEDROCK,
    ServiceSpecificCredentialId: made?.ServiceSpecificCredentialId,
    CreateDate: made?.CreateDate,
    ExpirationDate: made?.ExpirationDate,
  });
});

it('says when a password was made', async () => {
  const user = aws.identities.createUser({ userName: 'eve' });
  aws.identities.createLoginProfile(user, { createDate: new Date('2026-05-04T03:00:00Z') });
  const { LoginProfile } = await iam.send(new GetLoginProfileCommand({ UserName: 'eve' }));
  expect(LoginProfile?.CreateDate?.toISOString()).toBe('2026-05-04T03:00:00.000Z');
});
