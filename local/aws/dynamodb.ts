import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import dynalite from 'dynalite';
import type { ApiReply } from './api-reply.ts';
import type { ApiRequest } from './api-request.ts';

/** A DynamoDB that others wrote, behind the one address of this AWS. */
export interface DynamoDb {
  readonly answer: (request: ApiRequest) => Promise<ApiReply>;
  /** Empties every table. */
  readonly forget: () => void;
  readonly stop: () => Promise<void>;
}

/** @param tables names, with the names of their hash keys; they are made when the first request comes. */
export function createDynamoDb(tables: ReadonlyMap<string, string>): DynamoDb {
  let server: ReturnType<typeof start> | undefined;
  // Emptied tables are tables of another name: quicker than to delete them, and nothing is under way in the new ones.
  let generation = 0;
  let ready: Promise<void> | undefined;

  const storedName = (name: unknown) => `${String(name)}.${generation}`;
  const makeTables = async (url: string) => {
    for (const [name, key] of tables) await createTable(url, storedName(name), key);
  };
  return {
    async answer({ action, params }) {
      server ??= start();
      const { url } = await server;
      ready ??= makeTables(url);
      await ready;
      return ask(url, action, { ...params, TableName: storedName(params['TableName']) });
    },
    forget() {
      generation += 1;
      ready = undefined;
    },
    async stop() {
      (await server)?.close();
    },
  };
}

async function start() {
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

async function createTable(url: string, name: string, key: string): Promise<void> {
  const { status, body } = await ask(url, 'CreateTable', {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
    KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
  });
  if (status !== 200) throw new Error(`the table ${name} could not be made: ${body}`);
  // As in AWS a table is not there at once, and until then its items are not found.
  let description = body;
  while (!description.includes('"TableStatus":"ACTIVE"')) {
    await setTimeout(1);
    description = (await ask(url, 'DescribeTable', { TableName: name })).body;
  }
}

/** The signature is checked for its form alone: this AWS has checked who asks. */
async function ask(url: string, action: string, params: object): Promise<ApiReply> {
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      ...headers,
      'x-amz-target': `DynamoDB_20120810.${action}`,
      'x-amz-date': '20260504T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260504/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify(params),
  });
  return { status: response.status, headers, body: await response.text() };
}
