import { DeleteAccessKeyCommand, ListAccessKeysCommand, UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import { deactivation, deletion } from '../events/api-calls.ts';
import type { AwsEvent } from '../events/envelope.ts';
import { keyReport } from '../events/key-report.ts';
import { invoke } from '../invoke.ts';
import { textAt, valueAt } from '../json.ts';
import type { Ran, Shell } from '../pasting/shell.ts';
import type { Finding } from '../report.ts';
import type { Proof } from '../run-case.ts';
import { createKey, createUser, type User } from '../users.ts';
import { type Case, type KeysThen, keysIncident } from './case.ts';

/**
 * Somebody was woken, and has stopped the key: CloudTrail's record of it ends the alarm. The keys are of exempt users,
 * which the responder may not change and can read: where it cannot read, it must not say that anything is over.
 */
export const resolved: readonly Case[] = [
  {
    name: 'key of an exempt user set Inactive by hand',
    rule: 'WatchedApiCallRule',
    bus: 'default',
    expected: { state: 'RESOLVED', reason: 'stopped-by-hand' },
    prepare: async (proof) =>
      sceneOf(proof, {
        exempt: proof.standing.exempt,
        shell: proof.onCall.own,
        stop: ({ contain }) => contain,
        recorded: deactivation,
        status: 'Inactive',
      }),
  },
  {
    name: 'key of an exempt user of another account deleted by hand',
    rule: 'WatchedApiCallRule',
    bus: 'default',
    expected: { state: 'RESOLVED', reason: 'stopped-by-hand' },
    prepare: async (proof) =>
      sceneOf(proof, {
        exempt: proof.standing.exemptElsewhere,
        shell: proof.onCall.member,
        stop: ({ user, accessKeyId }) => [
          ['aws', 'iam', 'delete-access-key', `--user-name=${user.name}`, `--access-key-id=${accessKeyId}`],
        ],
        recorded: deletion,
        status: 'gone',
      }),
  },
];

interface Stop {
  readonly exempt: User;
  readonly shell: Shell;
  /** What whoever is on call runs. */
  readonly stop: (incident: Incident) => readonly (readonly string[])[];
  /** What CloudTrail records of it. */
  readonly recorded: (change: { readonly target: User; readonly caller: User }) => AwsEvent;
  readonly status: KeysThen['status'];
}

interface Incident {
  readonly user: User;
  readonly accessKeyId: string;
  /** The commands of the alert that stop the key. */
  readonly contain: readonly (readonly string[])[];
}

async function sceneOf(proof: Proof, { exempt, shell, stop, recorded, status }: Stop) {
  const { aws, stack, proofStack } = proof;
  const user = await withFreshKey(exempt);
  const { accessKeyId } = user.keys[0];
  const report = keyReport(user);
  await invoke(aws, stack, report);
  const alert = await proofStack.alerts.find(({ json }) => textAt(json, 'alertId') === report.id, 2);
  const incident = { user, accessKeyId, contain: commandsOf(alert?.json) };
  const ran: Ran[] = [];
  for (const argv of stop(incident)) ran.push(await shell.run(argv));
  const caller = await createUser(exempt.account, 'on-call');
  return {
    event: recorded({ target: user, caller }),
    incidents: [keysIncident(user)],
    thefts: [],
    keys: [{ user, status }],
    headline: `access key ${accessKeyId}`,
    afterwards: async (): Promise<readonly Finding[]> => [
      {
        what: 'whoever was woken could stop the key with the command',
        passed: ran.length > 0 && ran.every(({ code }) => code === 0),
        found: ran.map(({ output }) => output).join(),
      },
    ],
  };
}

/** The one Active key of the user: while another is Active nothing is over. AWS lets nobody have more than two. */
async function withFreshKey(user: User): Promise<User> {
  const { account, name: UserName } = user;
  const { AccessKeyMetadata = [] } = await account.iam.send(new ListAccessKeysCommand({ UserName }));
  for (const { AccessKeyId } of AccessKeyMetadata) {
    // The first ones belong to other cases.
    const isOfCase = user.keys.every(({ accessKeyId }) => accessKeyId !== AccessKeyId);
    await (isOfCase
      ? account.iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }))
      : account.iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Inactive' })));
  }
  return { ...user, keys: [await createKey(account, UserName)] };
}

function commandsOf(alert: unknown): readonly (readonly string[])[] {
  return [valueAt(alert, 'commands')]
    .flat()
    .filter((command) => textAt(command, 'kind') === 'contain')
    .map((command) => [valueAt(command, 'argv')].flat().map(String));
}
