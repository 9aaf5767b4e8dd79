import { generate, LINT, PACKAGE, type Recipe, TYPES, tests } from './recipe.ts';

const FILE = 'src/containment/mfa-devices.ts';

const unit = (
  updateCall: string,
) => `import { type UserCredential, userCredential } from './credential-unit.ts';

/** The smallest kind that there can be. MFA devices only try the recipe: nobody should stop those of a user. */
export const mfaDevices: UserCredential = userCredential({
  kind: 'mfa-device',
  listCall: 'iam:ListMFADevices',
  updateCall: '${updateCall}',
  cli: { noun: 'mfa-device', plural: 'mfa-devices', idFlag: 'serial-number' },
  listing: async function* (sdk, { userName, abortSignal }) {
    const options = { ...(abortSignal && { abortSignal }) };
    for await (const page of sdk.paginateListMFADevices(sdk, { UserName: userName }, options)) {
      for (const { SerialNumber: id, EnableDate: madeAt } of page.MFADevices ?? []) {
        yield { id, status: 'Active', madeAt };
      }
    }
  },
  deactivate: async (sdk, { userName, id }) => {
    await sdk.client.send(new sdk.DeactivateMFADeviceCommand({ UserName: userName, SerialNumber: id }));
  },
});
`;
const UPDATE = 'iam:DeactivateMFADevice';

/** Real serial numbers are ARNs. Of one that is no longer there, IAM lists nothing. */
const taught = `import type { IamState } from './iam-entities.ts';
import { actionsOf, type UserCredentialApi } from './iam-user-credentials.ts';
import type { Call, Result } from './service.ts';

const api: UserCredentialApi = {
  kind: 'mfa-device',
  id: { name: 'SerialNumber', minimum: 9 },
  called: 'MFA Device',
  listed: 'MFADevices',
  describe: ({ id, createDate }, { userName }) => ({
    UserName: userName,
    SerialNumber: id,
    EnableDate: createDate,
  }),
};

const { list, delete: remove } = actionsOf(api);

export const mfaDevices = { list, deactivate: (call: Call, state: IamState): Result => remove(call, state) };
`;

const setUp = `  {
    tells: 'the recipe: the user has an MFA device that was made after the first evidence',
    source: 'guardduty',
    event: finding,
    arrange: (aws) =>
      aws.identities.createCredential(userOf(aws, 'ci-deploy'), { kind: 'mfa-device', createDate }),
    ends: {
      ...partly,
      state: 'CONTAINED',
      reason: 'keys-inactive',
      calls: [...partly.calls, 'iam:DeactivateMFADevice', 'iam:ListMFADevices'],
      headline: \`access key \${KEY} of IAM user ci-deploy is Inactive.\`,
    },
  },
`;

export const userCredential: Recipe = {
  adds: 'A kind of user credential',
  steps: [
    {
      say: 'Say in `src/core/user-credential.ts` what it is called, and add the kind to both lists of `docs/schemas/common-1.0.json` (what a user has, and what a call made).',
      apply: (tree) => {
        tree.insertBefore('src/core/user-credential.ts', "'ssh-public-key' | 'signing", "'mfa-device' | ");
        tree.insertBefore(
          'src/core/user-credential.ts',
          "  'ssh-public-key': {",
          "  'mfa-device': { one: 'MFA device', many: 'MFA devices' },\n",
        );
        tree.insertBefore('docs/schemas/common-1.0.json', '"ssh-public-key", "', '"mfa-device", ');
        tree.insertBefore(
          'docs/schemas/common-1.0.json',
          '"ssh-public-key",\n',
          '"mfa-device",\n            ',
        );
      },
      missed: /'"mfa-device"' is not assignable to type 'CredentialKind'/,
      files: 2,
    },
    {
      say: 'Write `src/containment/<name>.ts`: one `UserCredential`, with its two calls of IAM and the words of AWS’s CLI. Add these calls to `src/containment/iam-sdk.ts`, and the unit to the list in `src/containment/user-credentials.ts`.',
      apply: (tree) => {
        tree.write(FILE, unit(UPDATE));
        tree.insertBefore(
          'src/containment/iam-sdk.ts',
          '  GetAccessKeyLastUsedCommand,\n  GetLoginProfileCommand,\n  GetRoleCommand,\n  GetRolePolicyCommand,\n  GetUserCommand,\n  IAMClient',
          '  DeactivateMFADeviceCommand,\n',
        );
        tree.insertBefore(
          'src/containment/iam-sdk.ts',
          '  paginateListSigningCertificates,\n  paginateListSSHPublicKeys,\n  UpdateAccessKeyCommand,\n  UpdateServiceSpecificCredentialCommand,\n  UpdateSigningCertificateCommand,\n  UpdateSSHPublicKeyCommand,\n}',
          '  paginateListMFADevices,\n',
        );
        tree.insertBefore(
          'src/containment/iam-sdk.ts',
          '  };\n}',
          '    DeactivateMFADeviceCommand,\n    paginateListMFADevices,\n',
        );
        tree.insertBefore(
          'src/containment/user-credentials.ts',
          'import { serviceSpecificCredentials }',
          "import { mfaDevices } from './mfa-devices.ts';\n",
        );
        tree.insertBefore(
          'src/containment/user-credentials.ts',
          '  serviceSpecificCredentials,\n',
          '  mfaDevices,\n',
        );
      },
      missed: /every kind of user credential[\s\S]*mfa-device/,
      files: 3,
    },
    {
      say: 'Teach `local/aws` its calls, and add a row to `test/table/set-ups-of-other-credentials.ts` in which it is stopped.',
      apply: (tree) => {
        tree.write('local/aws/iam-mfa-devices.ts', taught);
        tree.insertBefore('local/aws/user-credential.ts', "'ssh-public-key' | 'signing", "'mfa-device' | ");
        tree.insertBefore('local/aws/user-credential.ts', "  'ssh-public-key': ", "  'mfa-device': '',\n");
        tree.insertBefore(
          'local/aws/iam.ts',
          'import { pathOf,',
          "import { mfaDevices } from './iam-mfa-devices.ts';\n",
        );
        tree.insertBefore(
          'local/aws/iam.ts',
          '      DeleteAccessKey: ',
          '      DeactivateMFADevice: onlyWithMfa((call) => mfaDevices.deactivate(call, state)),\n',
        );
        tree.insertBefore(
          'local/aws/iam.ts',
          '      ListServiceSpecificCredentials: ',
          '      ListMFADevices: onlyWithMfa((call) => mfaDevices.list(call, state)),\n',
        );
        tree.insertBefore(
          'test/table/set-ups-of-other-credentials.ts',
          "  {\n    tells: 'the user has a console",
          setUp,
        );
      },
      missed: /a mfa-device that is stopped/,
      files: 4,
    },
    // The types of what machines read come from the schema.
    { ...generate, missed: /machine-schema\.ts/ },
  ],
  checks: [
    TYPES,
    LINT,
    tests(['test/generated', 'test/registries', 'test/architecture', 'test/table/completeness']),
    tests(['test/golden', 'test/readme-alert', 'test/alerting/schema']),
    PACKAGE,
    tests(['test/template', 'test/table/set-ups'], 'recipe|role of|wildcard'),
  ],
  mistakes: [
    {
      when: 'it does not name the call that it makes, so that the role may not make it',
      make: (tree) => {
        tree.write(FILE, unit('iam:UpdateMFADevice'));
        generate.apply(tree);
      },
      found: /a mfa-device that is stopped/,
    },
  ],
};
