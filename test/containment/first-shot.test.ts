import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { IAMClient, UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { clientConfig } from '../../local/client-config.ts';
import { listen } from '../../local/listen.ts';
import { FirstShot } from '../../src/containment/first-shot.ts';
import { socketLimits, systemClock } from '../../src/surroundings.ts';

const CHANGE = { UserName: 'ci+deploy=@x', AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Inactive' } as const;
const ANSWER =
  '<UpdateAccessKeyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></UpdateAccessKeyResponse>';
const credentials = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: 'IQoJb3JpZ2luX2VjEXAMPLETOKEN/+==',
};

interface Received {
  readonly message: IncomingMessage;
  readonly body: string;
}

let received: Received[] = [];
const server = createServer(async (message, response) => {
  received.push({ message, body: await text(message) });
  response.end(ANSWER);
});
let endpoint: string;
beforeAll(async () => {
  endpoint = await listen(server);
});
beforeEach(() => {
  received = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const shoot = () =>
  new FirstShot({
    endpoint: new URL(endpoint),
    signingRegion: 'us-gov-west-1',
    credentials,
    userAgent: 'compromised-key-responder/1.2.3',
    limits: socketLimits,
    clock: systemClock,
  }).fire({ action: 'UpdateAccessKey', change: CHANGE, onSent() {} });
const sendBySdk = () =>
  new IAMClient(clientConfig({ endpoint, region: 'us-gov-west-1' }, credentials)).send(
    new UpdateAccessKeyCommand(CHANGE),
  );

test.each([
  ['the first shot', shoot],
  ['the SDK, which shows that this test computes it rightly', sendBySdk],
])('the signature is what AWS computes from what arrived: %s', async (_, send) => {
  await send();
  const [one] = received;
  expect(one && signatureOf(one, credentials.secretAccessKey)).toBe(one && signatureIn(one));
  expect(one && signatureOf(one, 'another secret')).not.toBe(one && signatureIn(one));
});

test("the request is the SDK's: its body, its type, the session token and our name", async () => {
  await sendBySdk();
  await shoot();
  const [bySdk, byShot] = received.map(({ message: { headers, method, url }, body }) => ({
    method,
    url,
    change: Object.fromEntries(new URLSearchParams(body)),
    type: headers['content-type'],
    token: headers['x-amz-security-token'],
    scope: /Credential=\S+/.exec(headers.authorization ?? '')?.[0],
  }));
  expect(byShot).toEqual(bySdk);
  expect(byShot).toMatchObject({ token: credentials.sessionToken });
  expect(received.at(-1)?.message.headers['user-agent']).toBe('compromised-key-responder/1.2.3');
});

test('the body, the token and the time cannot be changed on the way', async () => {
  await shoot();
  const signed = /SignedHeaders=([^,]+)/.exec(received[0]?.message.headers.authorization ?? '')?.[1];
  expect(signed?.split(';')).toEqual(
    expect.arrayContaining(['content-type', 'host', 'x-amz-date', 'x-amz-security-token']),
  );
});

function signatureIn({ message }: Received): string | undefined {
  return /Signature=([0-9a-f]{64})$/.exec(message.headers.authorization ?? '')?.[1];
}

/** IAM user guide, "Create a signed AWS API request", for a POST to `/` without a query. */
function signatureOf({ message: { headers }, body }: Received, secret: string): string {
  const [, scope = '', names = ''] =
    /Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+)/.exec(headers.authorization ?? '') ?? [];
  const lines = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = ['POST', '/', '', lines.join(''), names, sha256(body)].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${secret}`);
  return hmac(key, toSign).toString('hex');
}

function sha256(data: string): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
