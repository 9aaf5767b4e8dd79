import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import dynalite from 'dynalite';
import type { ApiReply } from './api-reply.ts';
import type { ApiRequest } from './api-request.ts';

/** The stack's function `prepare` puts this item into its table. Here it is there from the start, as after a deployment. */
const SENTINEL = 'sentinel';

/** A DynamoDB emulator that others wrote, behind the address of this AWS. */
export interface DynamoDb {
  readonly answer: (request: ApiRequest) => Promise<ApiReply>;
  /** Empties every table. */
  readonly forget: () => void;
}

/** @param tables names, with the names of their hash keys. They are created at the first request. */
export function createDynamoDb(tables: ReadonlyMap<string, string>): DynamoDb {
  let server: Server | undefined;
  // To empty the tables, it uses new ones with other names. That is faster than deleting, and no old request reaches them.
  let generation = 0;
  let ready: Promise<void> | undefined;

  const storedName = (name: unknown) => `${String(name)}.${generation}`;
  const makeTables = async (to: Server) => {
    for (const [name, key] of tables) {
      await createTable(to, storedName(name), key);
      const Item = { [key]: { S: SENTINEL } };
      await ask(to, 'PutItem', { TableName: storedName(name), Item });
    }
  };
  return {
    async answer({ action, params }) {
      server ??= dynalite({ createTableMs: 0 });
      ready ??= makeTables(server);
      await ready;
      return answerWithItem(server, action, { ...params, TableName: storedName(params['TableName']) });
    },
    forget() {
      generation += 1;
      ready = undefined;
    },
  };
}

async function createTable(server: Server, name: string, key: string): Promise<void> {
  const { status, body } = await ask(server, 'CreateTable', {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
    KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
  });
  if (status !== 200) throw new Error(`the table ${name} could not be made: ${body}`);
  // As in AWS, a table needs time before its items can be read.
  let description = body;
  while (!description.includes('"TableStatus":"ACTIVE"')) {
    await setImmediate();
    description = (await ask(server, 'DescribeTable', { TableName: name })).body;
  }
}

/**
 * AWS names the item that refused a change (`ReturnValuesOnConditionCheckFailure`). The emulator does not know that, so the item is
 * read after the refusal.
 */
async function answerWithItem(
  server: Server,
  action: string,
  params: Readonly<Record<string, unknown>>,
): Promise<ApiReply> {
  const reply = await ask(server, action, params);
  const refused = reply.status === 400 && reply.body.includes('ConditionalCheckFailedException');
  if (!refused || params['ReturnValuesOnConditionCheckFailure'] !== 'ALL_OLD') return reply;
  const { TableName, Key } = params;
  const { body } = await ask(server, 'GetItem', { TableName, Key, ConsistentRead: true });
  return { ...reply, body: JSON.stringify({ ...JSON.parse(reply.body), ...JSON.parse(body) }) };
}

/**
 * Asks without a network, because a network call takes longer than the answer. The emulator checks only the form of the
 * signature, because this AWS has already checked the caller.
 */
function ask(server: Server, action: string, params: object): Promise<ApiReply> {
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  const request = Object.assign(new EventEmitter(), {
    method: 'POST',
    url: '/',
    headers: {
      ...headers,
      'x-amz-target': `DynamoDB_20120810.${action}`,
      'x-amz-date': '20260504T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260504/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    },
  });
  return new Promise((resolve) => {
    const response = {
      statusCode: 200,
      setHeader: () => {},
      end: (body: string) => resolve({ status: response.statusCode, headers, body }),
    };
    server.emit('request', request, response);
    request.emit('data', Buffer.from(JSON.stringify(params)));
    request.emit('end');
  });
}
