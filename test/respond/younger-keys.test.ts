import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { accessDenied } from '../../local/aws/faults.ts';
import type { User } from '../../local/aws/user.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, withValue } from '../fixture.ts';
import { openHouse } from '../house.ts';

const OLD = 'AKIAIOSFODNN7EXAMPLE';
const YOUNG = 'AKIAI44QH8DHBEXAMPLE';
/** The fixtures' findings were first seen at 02:58:10. */
const AFTER_THE_EVIDENCE = new Date('2026-05-04T03:05:00.000Z');

let aws: Aws;
let user: User;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  user = aws.identities.createUser({ userName: 'ci-deploy' });
  aws.identities.createAccessKey(user, { accessKeyId: OLD });
  aws.identities.createAccessKey(user, { accessKeyId: YOUNG, createDate: AFTER_THE_EVIDENCE });
});
afterAll(() => aws.stop());

const email = () => aws.published.at(-1)?.bodies.email ?? '';
const commands = (kind: string): readonly string[] =>
  JSON.parse(aws.published.at(-1)?.bodies.sqs ?? '{}')
    .commands.filter((command: { kind: string }) => command.kind === kind)
    .map(({ argv }: { argv: readonly string[] }) => argv.join(' '));

test('the undo of an alert never switches on a key that was made after the first evidence', async () => {
  const session = fixture('guardduty-user-session');
  const actor = 'detail.resource.accessKeyDetails.principalId';
  await openHouse(aws).invoke(withValue(session, actor, user.userId));
  expect([OLD, YOUNG].map((id) => aws.identities.statusOf(id))).toEqual(['Inactive', 'Inactive']);
  const undo = commands('undo').join('\n');
  expect(undo).toContain(`--access-key-id=${OLD} --status=Active`);
  expect(undo).not.toContain(YOUNG);
  expect(commands('finish').join('\n')).toContain(YOUNG);
});

test('a second key that was made after the first evidence of a confirmed theft is stopped too, and no command undoes that', async () => {
  expect(await openHouse(aws).invoke(fixture('guardduty-malicious-ip-caller'))).toEqual(['CONTAINED']);
  expect([OLD, YOUNG].map((id) => aws.identities.statusOf(id))).toEqual(['Inactive', 'Inactive']);
  expect(email()).toContain(`${YOUNG} Inactive, made 2026-05-04 03:05:00Z, AFTER the first evidence`);
  expect(commands('undo').join('\n')).toContain(`--access-key-id=${OLD} --status=Active`);
  expect(commands('undo').join('\n')).not.toContain(YOUNG);
  expect(commands('finish').join('\n')).toContain(YOUNG);
});

test('a second key that IAM does not let stop is shown with its time, and somebody is woken', async () => {
  const when = ({ AccessKeyId }: Readonly<Record<string, unknown>>) => AccessKeyId === YOUNG;
  aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: accessDenied, times: 'forever', when });
  expect(await openHouse(aws).invoke(fixture('guardduty-malicious-ip-caller'))).toEqual(['PARTLY_CONTAINED']);
  expect([OLD, YOUNG].map((id) => aws.identities.statusOf(id))).toEqual(['Inactive', 'Active']);
  expect(email()).toContain(`${YOUNG} Active, made 2026-05-04 03:05:00Z, AFTER the first evidence`);
  expect(commands('contain').join('\n')).toContain(`--access-key-id=${YOUNG} --status=Inactive`);
});

test('a second key is left alone, and shown with its time, while the theft is only suspected', async () => {
  const event = withValue(
    fixture('guardduty-malicious-ip-caller'),
    'detail.type',
    'Discovery:IAMUser/AnomalousBehavior',
  );
  expect(await openHouse(aws).invoke(event)).toEqual(['PARTLY_CONTAINED']);
  expect(email()).toContain(`${YOUNG} Active, made 2026-05-04 03:05:00Z, AFTER the first evidence`);
  expect(commands('contain').join('\n')).toContain(`--access-key-id=${YOUNG} --status=Inactive`);
  expect(commands('undo').join('\n')).not.toContain(YOUNG);
});

test('the stolen key itself is said to be younger where it is', async () => {
  aws.identities.deleteAccessKey(OLD);
  aws.identities.createAccessKey(user, { accessKeyId: OLD, createDate: AFTER_THE_EVIDENCE });
  await openHouse(aws).invoke(fixture('guardduty-malicious-ip-caller'));
  expect(email()).toContain(`KEY      ${OLD}, made 2026-05-04 03:05:00Z, AFTER the first evidence`);
});
