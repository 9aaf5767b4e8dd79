import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Aws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import { dedupKeyOf } from '../../src/core/dedup-key.ts';
import type { DetectionClass, Principal } from '../../src/core/detection.ts';
import type { PageStatus } from '../../src/core/history.ts';
import type { State } from '../../src/core/state.ts';
import { Ledger } from '../../src/incident/ledger.ts';
import { LedgerTable } from '../../src/incident/table.ts';
import type { Json } from '../fixture.ts';
import type { Case } from './check.ts';
import type { Ending } from './ending.ts';
import { KEY, OWN } from './world.ts';

/** What ends otherwise than in the table, because the accounts are otherwise, or AWS is. */
export interface SetUp extends Omit<Case, 'outcomes'> {
  readonly tells: string;
  readonly event: Json;
  readonly settings?: Readonly<Record<string, string>>;
  /** Changes the accounts, or what AWS answers. */
  readonly arrange?: (aws: Aws) => unknown;
  readonly class?: DetectionClass;
  readonly principal?: Principal['type'];
  readonly ends: Ending;
  /** What else the event names. */
  readonly alsoEnds?: Ending;
}

export function userOf(aws: Aws, userName: string) {
  const user = aws.identities.findUser(OWN, userName);
  if (user === undefined) throw new Error(`nobody is called ${userName}`);
  return user;
}

/** Long before the events of the tests. */
const since = new Date('2026-05-04T02:00:00Z');

const earlier = () => ({
  dedupKey: INCIDENT,
  item: INCIDENT,
  eventId: 'earlier',
  at: new Date(),
  since,
  evidence: [],
});

function ledgerOf(aws: Aws): Ledger {
  return new Ledger(new LedgerTable('ledger', clientConfig(aws, aws.operatorCredentials())));
}

/** The ledger after an event that made the responder deactivate the key. */
export async function deactivatedBefore(aws: Aws): Promise<void> {
  const ledger = ledgerOf(aws);
  await ledger.note({ ...earlier(), deactivatedAt: new Date() }, { again: false });
}

/** The ledger after an event that made the responder deny everything to the user. */
export async function deniedBefore(aws: Aws): Promise<void> {
  const about = `arn:aws:iam::${OWN}:user/ci-deploy`;
  const key = dedupKeyOf({ partition: 'aws', accountId: OWN, about });
  await ledgerOf(aws).watch({ key, at: new Date(), deniedBy: 'policy', keys: [INCIDENT] });
}

/** The ledger after people were told of the key, in this state. @param accuses whether they were told that it is in the wrong hands. */
export async function toldBefore(
  aws: Aws,
  state: State,
  page: PageStatus,
  accuses = state !== 'NO_ACTION' || page === 'open',
): Promise<void> {
  const ledger = ledgerOf(aws);
  const told = {
    ...earlier(),
    alert: {
      state,
      page,
      news: `${state}:`,
      onlyIfFirst: false,
      onlyEvidence: false,
      accuses,
    },
  };
  await ledger.note(told, { again: false });
  await ledger.confirm(told, { told: { alert: true, page: true, woken: false }, reactivations: [] });
}

/** The ledger after confirmed evidence against the user. */
export async function watchedBefore(aws: Aws, userName: string): Promise<void> {
  const key = dedupKeyOf({ partition: 'aws', accountId: OWN, about: `arn:aws:iam::${OWN}:user/${userName}` });
  const until = new Date(Date.now() + 24 * 3_600_000);
  await ledgerOf(aws).watch({ key, at: new Date(), since, until });
}

/** What the undo of an alert writes before it sets the key Active. */
export async function restored(aws: Aws): Promise<void> {
  await new DynamoDBClient(clientConfig(aws, aws.operatorCredentials())).send(
    new UpdateItemCommand({
      TableName: 'ledger',
      Key: { incident: { S: INCIDENT } },
      ConditionExpression: 'containment = :c',
      UpdateExpression: 'SET restoredFor = :c, restoredAt = :at REMOVE containment',
      ExpressionAttributeValues: { ':c': { S: 'earlier' }, ':at': { S: new Date().toISOString() } },
    }),
  );
}

const INCIDENT = dedupKeyOf({ partition: 'aws', accountId: OWN, about: KEY });
