import {
  type AttributeValue,
  DeleteItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Proof } from './run-case.ts';

type InLedger = Pick<Proof, 'aws' | 'stack'>;
type Item = Readonly<Record<string, AttributeValue>>;

/** A heartbeat writes it every five minutes, whatever a case does meanwhile. It is about no credential. */
const HEARTBEAT = 'heartbeat';

/** Every item but the heartbeat's, by its key. */
export async function readLedger({ aws, stack }: InLedger): Promise<ReadonlyMap<string, Item>> {
  const request = { TableName: stack.ledgerTableName, ConsistentRead: true };
  const { Items = [] } = await aws.dynamoDb.send(new ScanCommand(request));
  const items = new Map(Items.map((item) => [item['incident']?.S ?? '', item]));
  items.delete(HEARTBEAT);
  return items;
}

/**
 * Takes every incident out of the ledger, and leaves the sentinel. Cases share ten minutes, and some of them a credential: else
 * the sixth would be told in a digest, and the second of one credential not at all.
 */
export async function forgetIncidents(proof: InLedger): Promise<void> {
  const { aws, stack } = proof;
  for (const key of (await readLedger(proof)).keys()) {
    if (key === 'sentinel') continue;
    const request = { TableName: stack.ledgerTableName, Key: { incident: { S: key } } };
    await aws.dynamoDb.send(new DeleteItemCommand(request));
  }
}

/** Makes the present storm older, as if so many minutes had passed without news. @returns its id. */
export async function ageStorm(proof: InLedger, minutes: number): Promise<string> {
  const { aws, stack } = proof;
  const storm = (await readLedger(proof)).get('storm');
  const earlier = (name: string) => ({ N: String(Number(storm?.[name]?.N) - minutes * 60_000) });
  await aws.dynamoDb.send(
    new UpdateItemCommand({
      TableName: stack.ledgerTableName,
      Key: { incident: { S: 'storm' } },
      ConditionExpression: 'attribute_exists(storm)',
      UpdateExpression: 'SET startedAt = :startedAt, lastAt = :lastAt',
      ExpressionAttributeValues: { ':startedAt': earlier('startedAt'), ':lastAt': earlier('lastAt') },
    }),
  );
  return storm?.['storm']?.S ?? '';
}
