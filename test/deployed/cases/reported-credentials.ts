import { CreateServiceSpecificCredentialCommand } from '@aws-sdk/client-iam';
import { longTermKey } from '../../api-keys.ts';
import { credentialReport } from '../events/key-report.ts';
import { present } from '../present.ts';
import { createUser, type User } from '../users.ts';
import { type Case, incidentOf, leftAlone, stopped } from './case.ts';
import { allInactive } from './user-credentials.ts';

const REPORTED = { rule: 'ReportRule', bus: 'responder' } as const;

/** Somebody reports what is no access key: by its id, or as the API key itself. */
export const reportedCredentials: readonly Case[] = [
  {
    ...REPORTED,
    name: 'report of a bearer key by its id',
    expected: { state: 'PARTLY_CONTAINED', reason: 'other-key-active' },
    async prepare({ aws }) {
      const target = await createUser(aws, 'target');
      const id = await makeBearerKey(target);
      const event = credentialReport({ accessKeyId: id, userName: target.name, accountId: target.accountId });
      // Nothing was said against the user's access key.
      return allInactive(target, {
        ...leftAlone(event, target),
        incidents: [incidentOf(target.accountId, id)],
      });
    },
  },
  {
    ...REPORTED,
    name: 'report of an API key',
    expected: { state: 'CONTAINED', reason: 'credential-inactive' },
    async prepare({ aws }) {
      const target = await createUser(aws, 'target');
      await makeBearerKey(target);
      const secret = longTermKey(`${target.name}-at-${target.accountId}`);
      const scene = stopped(credentialReport({ accessKeyId: secret }), target);
      return allInactive(target, {
        ...scene,
        incidents: [incidentOf(target.accountId, target.arn)],
        facts: (alert) => [
          {
            what: 'nobody is told the API key',
            passed: !JSON.stringify(alert).includes(secret.slice(8, 40)),
            found: 'the alert',
          },
        ],
      });
    },
  },
];

async function makeBearerKey({ account, name }: User): Promise<string> {
  const bedrock = { UserName: name, ServiceName: 'bedrock.amazonaws.com' };
  const { ServiceSpecificCredential: made } = await account.iam.send(
    new CreateServiceSpecificCredentialCommand(bedrock),
  );
  return present(made?.ServiceSpecificCredentialId, 'ServiceSpecificCredentialId');
}
