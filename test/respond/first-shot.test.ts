import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied, hang, throttling } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { listen } from '../../local/listen.ts';
import { type Post, post } from '../../src/containment/post.ts';
import { socketLimits } from '../../src/surroundings.ts';
import { fixture, withValue } from '../fixture.ts';
import { alertsOf, openHouse } from '../house.ts';
import { withoutWaiting } from '../without-waiting.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const finding = fixture('guardduty-malicious-ip-caller');
const DONE = '<UpdateAccessKeyResponse><ResponseMetadata/></UpdateAccessKeyResponse>';
const error = (code: string) => `<ErrorResponse><Error><Code>${code}</Code></Error></ErrorResponse>`;
const answer =
  (status: number, body: string, headers = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(status, headers).end(body);

/** What a broken network, a proxy or AWS may say to the first shot, without a change of the key. */
const LOST: Readonly<Record<string, (response: ServerResponse) => void>> = {
  'is reset': (response) => response.socket?.destroy(),
  'is never answered': () => {},
  'stops in the middle of its answer': (response) => void response.writeHead(200).write(DONE.slice(0, 30)),
  'is closed in the middle of its answer': (response) => {
    response.writeHead(200, { 'content-length': DONE.length }).write(DONE.slice(0, 30));
    setTimeout(() => response.socket?.destroy(), 5);
  },
  'gets a failure of the service': answer(500, error('ServiceFailure')),
  'gets a page for an answer': answer(200, '<html><body>UpdateAccessKeyResponse</body></html>'),
  'gets half an answer': answer(200, DONE.slice(0, -5)),
  'gets an answer and more': answer(200, `${DONE}<html/>`),
  'gets no body': answer(200, ''),
  'gets the answer of another action': answer(200, DONE.replaceAll('UpdateAccessKey', 'ListUsers')),
  'is sent elsewhere': answer(307, DONE, { location: 'http://127.0.0.1:1/' }),
  'gets an odd status': answer(204, ''),
  'is refused': answer(403, error('AccessDenied')),
  'comes at a wrong time': answer(403, error('SignatureDoesNotMatch')),
  'is forbidden by a firewall': answer(403, 'blocked'),
};

let aws: Aws;
let behave: (response: ServerResponse) => void;
const shots: string[] = [];
const broken = createServer((message, response) => {
  shots.push(message.url ?? '');
  behave(response);
});
let brokenUrl: URL;
beforeAll(async () => {
  aws = await startAws();
  brokenUrl = new URL(await listen(broken));
});
beforeEach(() => {
  aws.reset();
  shots.length = 0;
  const user = aws.identities.createUser({ userName: 'ci-deploy' });
  aws.identities.createAccessKey(user, { accessKeyId: KEY });
});
afterAll(async () => {
  broken.closeAllConnections();
  broken.close();
  await aws.stop();
});

const changes = () =>
  aws.requests
    .filter(({ action }) => action === 'UpdateAccessKey')
    .map(({ userAgent, status }) => [userAgent.includes('aws-sdk-js/') ? 'SDK' : 'shot', status]);
const recorded = () => {
  const { actions = [] } = (aws.events.at(-1)?.event.detail ?? {}) as {
    readonly actions?: readonly { readonly name: string }[];
  };
  return actions.filter(({ name }) => name === 'iam:UpdateAccessKey');
};

/** A house whose first shot goes to another address; everything else goes to AWS. */
function openLossyHouse(url: URL) {
  const pace = withoutWaiting(aws);
  const abortAfter = (milliseconds: number) =>
    milliseconds === socketLimits.requestTimeout
      ? AbortSignal.timeout(200)
      : pace.clock.abortAfter(milliseconds);
  const lossy: Post = (posting) => post({ ...posting, url });
  return openHouse(aws, {}, { ...pace, clock: { ...pace.clock, abortAfter }, post: lossy });
}

describe('the first change of a cold start', () => {
  test('is sent without the SDK, and is the only one', async () => {
    expect(await openHouse(aws).invoke(finding)).toEqual(['CONTAINED']);
    expect(changes()).toEqual([['shot', 200]]);
    expect(aws.requests[0]?.userAgent).toMatch(/^compromised-key-responder\/\S+$/);
    expect(recorded()).toMatchObject([{ target: `${KEY} Inactive`, result: 'ok' }]);
  });

  test("is the SDK's in a warm environment", async () => {
    const house = openHouse(aws);
    await house.invoke(finding);
    aws.identities.findAccessKey(KEY)?.key.status.reset('Active');
    await house.invoke({ ...finding, id: 'another' });
    expect(changes()).toEqual([
      ['shot', 200],
      ['SDK', 200],
    ]);
  });

  test("is the SDK's after another call, where the event does not name the user", async () => {
    const unnamed = withValue(finding, 'detail.resource.accessKeyDetails.userName', undefined);
    expect(await openHouse(aws).invoke(unnamed)).toEqual(['CONTAINED']);
    expect(changes()).toEqual([['SDK', 200]]);
  });

  test('is one only, where an event names more keys', async () => {
    const { accounts } = openHouse(aws).container;
    const ends = await Promise.all(
      ['one', 'two'].map((userName, number) => {
        const accessKeyId = `AKIAEXAMPLEEXAMPLE0${number}`;
        aws.identities.createAccessKey(aws.identities.createUser({ userName }), { accessKeyId });
        return accounts.own(new Date(Date.now() + 60_000)).deactivateAccessKey(userName, accessKeyId);
      }),
    );
    expect(ends).toHaveLength(2);
    expect(changes().toSorted()).toEqual([
      ['SDK', 200],
      ['shot', 200],
    ]);
  });

  test.each([
    ['AWS_USE_FIPS_ENDPOINT', 'true'],
    ['AWS_USE_DUALSTACK_ENDPOINT', 'true'],
  ])("is the SDK's where %s asks for another endpoint", async (name, value) => {
    expect(await openHouse(aws, { [name]: value }).invoke(finding)).toEqual(['CONTAINED']);
    expect(changes()).toEqual([['SDK', 200]]);
  });

  test.each(Object.entries(LOST))('that %s is made by the SDK, and recorded once', async (_, lost) => {
    behave = lost;
    const house = openLossyHouse(brokenUrl);
    expect(await house.invoke(finding)).toEqual(['CONTAINED']);
    expect(shots).toHaveLength(1);
    expect(changes()).toEqual([['SDK', 200]]);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
    expect(recorded()).toMatchObject([{ result: 'ok' }]);
    expect(alertsOf(aws)).toMatchObject([{ state: 'CONTAINED', key: { statusNow: 'Inactive' } }]);
  });

  test('that finds nobody at its address is made by the SDK', async () => {
    const nobody = createServer().listen(0, '127.0.0.1');
    await once(nobody, 'listening');
    const { port } = nobody.address() as AddressInfo;
    nobody.close();
    expect(await openLossyHouse(new URL(`http://127.0.0.1:${port}`)).invoke(finding)).toEqual(['CONTAINED']);
    expect(changes()).toEqual([['SDK', 200]]);
  });

  test('that is throttled waits before the SDK makes it, as the read-back does after it', async () => {
    aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: throttling });
    const waits: number[] = [];
    const pace = withoutWaiting(aws);
    const clock = { ...pace.clock, wait: async (milliseconds: number) => void waits.push(milliseconds) };
    expect(await openHouse(aws, {}, { ...pace, clock, random: () => 0.5 }).invoke(finding)).toEqual([
      'CONTAINED',
    ]);
    expect(changes()).toEqual([
      ['shot', 400],
      ['SDK', 200],
    ]);
    // `stop` of `paces` after one refusal, then the read-back and the reads of what else the user has.
    expect(waits).toEqual([50, 250, 250, 250, 250, 250]);
    expect(recorded()).toMatchObject([{ result: 'ok' }]);
  });

  test('that is signed by a wrong clock is made by the SDK, which corrects its time', async () => {
    aws.clock.offsetMilliseconds = 600_000;
    expect(await openHouse(aws).invoke(finding)).toEqual(['CONTAINED']);
    expect(changes()[0]).toEqual(['shot', 403]);
    expect(changes().at(-1)).toEqual(['SDK', 200]);
  });

  test.each([
    ['refused', accessDenied],
    ['not answered', hang],
  ])(
    'that is %s, as all that follow, ends NOT CONTAINED, is recorded once, and runs again',
    async (_, fault) => {
      aws.faults.inject({ action: 'iam:UpdateAccessKey', fault, times: 'forever' });
      await expect(openHouse(aws).invoke(finding)).rejects.toThrow('deactivation-failed');
      expect(alertsOf(aws).at(-1)).toMatchObject({ state: 'NOT_CONTAINED', key: { statusNow: 'Active' } });
      expect(recorded()).toMatchObject([{ result: 'failed' }]);
    },
  );

  test('leaves no secret in the log, the alerts and the events, however it is lost', async () => {
    const secret = { AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
    for (const lost of [...Object.values(LOST), answer(200, DONE)]) {
      behave = lost;
      const house = openHouse(aws, secret, { ...withoutWaiting(aws), post: (p) => lossyPost(p) });
      await house
        .invoke(finding)
        .catch((thrown: Error) => (house.log as object[]).push({ thrown: thrown.stack }));
      const all = JSON.stringify([house.log, aws.published, aws.events]);
      expect(all).not.toContain(secret.AWS_SECRET_ACCESS_KEY);
      expect(all).not.toMatch(/Signature=|x-amz-security-token/i);
    }
  }, 30_000);
});

const lossyPost: Post = (posting) => post({ ...posting, url: brokenUrl, signal: AbortSignal.timeout(200) });
