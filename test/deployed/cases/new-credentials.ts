import { CreateServiceSpecificCredentialCommand } from '@aws-sdk/client-iam';
import { type Aws, connect } from '../aws.ts';
import { creation } from '../events/api-calls.ts';
import { keyReport } from '../events/key-report.ts';
import { invoke } from '../invoke.ts';
import { textAt } from '../json.ts';
import { present } from '../present.ts';
import type { Proof } from '../run-case.ts';
import { allow, createKey, createUser, type User } from '../users.ts';
import { type Case, incidentOf, stopped } from './case.ts';
import { allInactive } from './user-credentials.ts';

const MAKES = { rule: 'WatchedApiCallRule', bus: 'default' } as const;
const expected = { state: 'PARTLY_CONTAINED', reason: 'new-credential-stopped' } as const;

/** The thief makes it with the stolen key. Its record comes when that key is stopped. */
export const newCredentials: readonly Case[] = [
  {
    ...MAKES,
    name: "thief's second key for its own user",
    expected,
    async prepare(proof) {
      const { target, thief } = await steal(proof);
      const made = await createKey(thief, target.name);
      await stopStolen(proof, target);
      const answer = { accessKey: { userName: target.name, accessKeyId: made.accessKeyId } };
      const event = creation(target, { name: 'CreateAccessKey', requestParameters: null, answer });
      return {
        ...stopped(event, { ...target, keys: [made] }),
        headline: `IAM user ${target.name} had MADE it`,
      };
    },
  },
  {
    ...MAKES,
    name: "thief's key for another user",
    expected,
    async prepare(proof) {
      const { target, thief } = await steal(proof);
      const other = await createUser(proof.aws, 'victim');
      const made = await createKey(thief, other.name);
      await stopStolen(proof, target);
      const answer = { accessKey: { userName: other.name, accessKeyId: made.accessKeyId } };
      const requestParameters = { userName: other.name };
      const event = creation(target, { name: 'CreateAccessKey', requestParameters, answer });
      const scene = stopped(event, { ...other, keys: [made] });
      return { ...scene, keys: [...scene.keys, { user: other, status: 'Active' }] };
    },
  },
  {
    ...MAKES,
    name: "thief's bearer key for another user",
    expected,
    async prepare(proof) {
      const { target, thief } = await steal(proof);
      const other = await createUser(proof.aws, 'victim');
      const bedrock = { UserName: other.name, ServiceName: 'bedrock.amazonaws.com' };
      const { ServiceSpecificCredential: made } = await thief.iam.send(
        new CreateServiceSpecificCredentialCommand(bedrock),
      );
      const id = present(made?.ServiceSpecificCredentialId, 'ServiceSpecificCredentialId');
      await stopStolen(proof, target);
      const answer = {
        serviceSpecificCredential: { userName: other.name, serviceSpecificCredentialId: id },
      };
      const event = creation(target, {
        name: 'CreateServiceSpecificCredential',
        requestParameters: { userName: other.name, serviceName: 'bedrock.amazonaws.com' },
        answer,
      });
      return allInactive(other, {
        event,
        incidents: [incidentOf(other.accountId, id)],
        thefts: [],
        keys: [{ user: other, status: 'Active' }],
      });
    },
  },
];

async function steal({ aws }: Proof): Promise<{ readonly target: User; readonly thief: Aws }> {
  const target = await createUser(aws, 'target');
  await allow(target, ['iam:CreateAccessKey', 'iam:CreateServiceSpecificCredential']);
  return { target, thief: connect(aws.endpoint, target.keys[0]) };
}

/** A report does not say when the theft began: so what was made is not known as the thief's yet. */
async function stopStolen({ aws, stack, proofStack }: Proof, target: User): Promise<void> {
  const report = keyReport(target);
  await invoke(aws, stack, report);
  // What is told of the report must not be taken for what is told of the new credential.
  await proofStack.alerts.find(({ json }) => textAt(json, 'alertId') === report.id, 2);
}
