import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Fault } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, type Json } from '../fixture.ts';
import { type House, openHouseWithPager } from '../house.ts';
import * as inert from './inert.ts';
import { aliases, FOREIGN, names, payloads } from './payloads.ts';
import { mail } from './same.ts';
import { wordsOf } from './shell.ts';
import { KEY, populate, type Told, tell } from './told.ts';

const finding = () => fixture('guardduty-malicious-ip-caller');

let aws: Aws;
let house: House;
beforeAll(async () => {
  aws = await startAws();
  house = openHouseWithPager(aws);
});
beforeEach(() => populate(aws));
afterAll(() => aws.stop());

function isInert(told: Told, foreign = FOREIGN): void {
  inert.isTaken(told);
  inert.isPrintable(told);
  inert.linksNowhere(told);
  inert.isShort(told);
  inert.marksNothing(told);
  inert.standsAfterTheVerdict(told, foreign);
}

describe('the alias of the account, which a thief may set', () => {
  let without: readonly string[] = [];
  beforeAll(async () => {
    populate(aws);
    without = mail((await tell(aws, openHouseWithPager(aws), finding())).alerts[0]?.bodies.email ?? '');
  });

  test.each(aliases)('is in brackets behind the account number, and nowhere else: %s', async (alias) => {
    aws.identities.setAccountAlias(aws.accountId, alias);
    // A house of its own: the alias is asked for once.
    const told = await tell(aws, openHouseWithPager(aws), finding());
    isInert(told, /(?!)/);
    const { email, sms, https } = told.alerts[0]?.bodies ?? { email: '', sms: '', https: '' };
    expect(email.split('\n').filter((line) => line.includes(alias))).toEqual(
      alias === '000000000000' || email.includes(`(alias "${alias}")`)
        ? [`ACCOUNT  111122223333 (alias "${alias}"), partition aws`]
        : [],
    );
    expect(mail(email).map((line) => line.replace('(alias "")', '(no alias)'))).toEqual(without);
    expect(sms + told.alerts[0]?.subject).not.toContain(alias);
    // Chat has it where the mail has it, and nowhere else.
    const { content } = inert.chatOf(https);
    const inChat = content.description.split('\n').filter((line) => line.includes(alias));
    expect(inChat.filter((line) => !line.startsWith('ACCOUNT  '))).toEqual([]);
    expect(JSON.stringify({ ...content, description: '' })).not.toContain(alias);
  });
});

describe('the policy that bounded the user, which a thief may have named', () => {
  const arns = [
    ...Object.values(names).map((name) => `arn:aws:iam::111122223333:policy/${name}`),
    'arn:aws:iam::111122223333:policy/www.evil.example/login/CONTAINED',
    `arn:aws:iam::111122223333:policy/${'p'.repeat(128)}`,
  ];

  test.each(arns)('is no link where the alert names it, and can be put back: %s', async (boundary) => {
    const user = aws.identities.findUser(aws.accountId, 'ci-deploy');
    if (user === undefined) throw new RangeError('there is no such user');
    const { policies } = aws.identities;
    // As a thief does beforehand, so that no policy can be attached any more.
    const fillers = Array.from({ length: 10 }, (_, index) => `filler-${index}`);
    user.attachedPolicies.reset(
      fillers.map((policyName) => policies.create({ policyName, accountId: user.accountId })),
    );
    user.boundary.reset(boundary);
    const told = await tell(aws, openHouseWithPager(aws, { QUARANTINE_USERS: 'true' }), finding());
    expect(told.ended).toEqual(['CONTAINED']);
    inert.isTaken(told);
    inert.isPrintable(told);
    inert.linksNowhere(told);
    inert.marksNothing(told);
    const email = told.alerts[0]?.bodies.email ?? '';
    expect(email).toMatch(/replaced .* boundary/);
    const lines = email.split('\n').filter((line) => line.includes('put-user-permissions-boundary'));
    expect(wordsOf(lines)).toEqual([
      [
        ...['aws', 'iam', 'put-user-permissions-boundary', '--user-name=ci-deploy'],
        `--permissions-boundary=${boundary}`,
      ],
    ]);
  });
});

describe('what the key was last used for', () => {
  test.each(['evil.example', 'www.evil.example', '198.51.100.23:80', 'support@evil.example'])(
    'is no link: %s',
    async (text) => {
      aws.identities.recordUse(KEY, { at: new Date('2026-05-04T02:31:00Z'), service: text, region: text });
      const told = await tell(aws, house, finding());
      expect(told.alerts[0]?.bodies.email).toContain('last used 2026-05-04 02:31Z for');
      inert.linksNowhere(told);
      inert.isPrintable(told);
      expect(told.alerts[0]?.bodies.sms).not.toContain(text);
    },
  );
});

describe('the code and the text of an error', () => {
  /** A word as AWS's codes are; whatever it says, it is no link, and it is told as the code that AWS gave. */
  const foreignTo = (text: string) => (/^[A-Za-z]\w{0,79}$/.test(text) ? /(?!)/ : FOREIGN);
  const refusing = (text: string): Fault => ({ kind: 'error', status: 400, code: text, message: text });

  test.each(Object.entries(payloads))('are inert when IAM refuses to say more: %s', async (_, text) => {
    aws.faults.inject({ action: 'iam:GetLoginProfile', fault: refusing(text) });
    aws.faults.inject({ action: 'iam:ListAccountAliases', fault: refusing(text) });
    const told = await tell(aws, openHouseWithPager(aws), finding());
    // Whether the user has a password is not known.
    expect(told.ended).toEqual(['PARTLY_CONTAINED']);
    isInert(told, foreignTo(text));
  });

  test.each(Object.entries(payloads))('are inert when IAM refuses the change: %s', async (_, text) => {
    aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: refusing(text), times: 'forever' });
    const told = await tell(aws, house, finding());
    expect(told.ended).toBe(
      'UnfinishedResponseError: the response is not finished and must run again: NOT_CONTAINED: deactivation-failed',
    );
    isInert(told, foreignTo(text));
  });

  test.each(Object.entries(payloads))('are inert when the bus and the ledger refuse: %s', async (_, text) => {
    aws.faults.inject({ action: 'events:PutEvents', fault: refusing(text) });
    aws.faults.inject({ action: 'dynamodb:UpdateItem', fault: refusing(text), times: 'forever' });
    const { ended, log } = await tell(aws, house, finding());
    expect(ended).toMatch(
      /^UnfinishedResponseError: the response is not finished and must run again: dynamodb:UpdateItem \w+; events:PutEvents \w+$/,
    );
    expect(JSON.stringify([ended, log])).toMatch(/^[\x20-\x7e]*$/);
  });
});

test('an event that cannot be read is one SMS, however long the id of the key in it', async () => {
  const report = fixture('report');
  const detail = { accessKeyId: `AKIA${'X'.repeat(124)}`, accountId: 'none' };
  const told = await tell(aws, house, { ...report, detail });
  expect(told.alerts).toHaveLength(1);
  inert.isTaken(told);
  inert.isShort(told);
});

test('an event that names as many keys as fit into it is taken, however long its texts', async () => {
  for (const text of ['.a'.repeat(5_000), '"'.repeat(10_000), '\\'.repeat(10_000), '\u20ac'.repeat(10_000)]) {
    populate(aws);
    const told = await tell(aws, house, exposing(60, text));
    expect(told.refused).toEqual([]);
    expect(told.alerts).toHaveLength(1);
    expect(told.outcomes).toHaveLength(60);
    inert.isPrintable(told);
    inert.linksNowhere(told);
  }
}, 60_000);

function exposing(keys: number, text: string): Json {
  const event = fixture('health-credentials-exposed');
  const detail = event['detail'] as Json;
  const entities = Array.from({ length: keys }, (_, index) => ({
    entityValue: `AKIAEXAMPLEEXAMPL${String(index).padStart(3, '0')}`,
  }));
  return {
    ...event,
    detail: {
      ...detail,
      affectedEntities: entities,
      eventDescription: [{ language: 'en_US', latestDescription: text }],
      eventMetadata: { exposedUrl: text },
    },
  };
}
