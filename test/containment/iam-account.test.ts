import { createServer } from 'node:http';
import { expect, test } from '@jest/globals';
import { clientConfig } from '../../local/client-config.ts';
import { listen } from '../../local/listen.ts';
import { IamAccount } from '../../src/containment/iam-account.ts';
import { IamConnection } from '../../src/containment/iam-connection.ts';
import { isAlive } from '../../src/core/key-status.ts';
import { systemClock } from '../../src/surroundings.ts';

const LISTED =
  '<ListAccessKeysResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListAccessKeysResult><IsTruncated>false</IsTruncated><AccessKeyMetadata><member><UserName>ci-deploy</UserName><AccessKeyId>AKIAIOSFODNN7EXAMPLE</AccessKeyId></member></AccessKeyMetadata></ListAccessKeysResult></ListAccessKeysResponse>';

test('a key that IAM lists without a status counts as alive', async () => {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/xml').end(LISTED));
  try {
    const there = { endpoint: await listen(server), region: 'us-east-1' };
    const credentials = { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
    const pacing = { clock: systemClock, random: Math.random };
    const connection = new IamConnection(clientConfig(there, credentials), pacing);
    const keys = await new IamAccount(connection, new Date()).listAccessKeys('ci-deploy');
    expect(keys.map((key) => [key.accessKeyId, isAlive(key)])).toEqual([['AKIAIOSFODNN7EXAMPLE', true]]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
