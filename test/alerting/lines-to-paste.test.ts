import { describe, expect, test } from '@jest/globals';
import { credential, detectionOf, KEY, MEMBER, OWN, USER } from '../../scripts/coverage-tables/examples.ts';
import { pasteLines } from '../../src/alerting/steps.ts';
import { mailStyle } from '../../src/alerting/style.ts';
import type { Command } from '../../src/core/command.ts';
import { modelOf } from './model-of.ts';

const own = modelOf('deactivation-failed', detectionOf(credential(KEY, USER)), { userName: 'ci-deploy' });
const ofNoAccount = modelOf(
  'unknown-account',
  detectionOf(credential(KEY, USER, { accountId: undefined }), { accountId: 'no account' }),
);

const WHOAMI = 'aws sts get-caller-identity --query=Account --output=text';
const NOT_DONE = "|| echo 'NOT DONE: wrong account, or see the error above'";
const guarded = (run: string, account = OWN) => ` [ "$(${WHOAMI})" = '${account}' ] && ${run} ${NOT_DONE}`;
const command = (service: string, ...words: readonly string[]): Command => ({
  argv: ['aws', service, ...words],
});
const lines = (commands: readonly Command[], model = own) =>
  pasteLines(commands, { model, style: mailStyle });

describe('a line to paste', () => {
  test('joins what prepares a change of IAM with it, and nothing else', () => {
    const ledger = command('dynamodb', 'update-item');
    const change = command('iam', 'update-access-key');
    const history = command('cloudtrail', 'lookup-events');
    expect(lines([ledger, ledger, change, change, history, change])).toEqual([
      guarded('aws dynamodb update-item'),
      guarded('aws dynamodb update-item && aws iam update-access-key'),
      guarded('aws iam update-access-key'),
      guarded('aws cloudtrail lookup-events'),
      guarded('aws iam update-access-key'),
    ]);
  });

  test('says where it runs, once, if not all run in one account', () => {
    const [here, there] = [{ accountId: OWN }, { accountId: MEMBER }];
    const change = command('iam', 'update-access-key');
    const both = [{ ...change, ...there }, { ...change, ...there }, change, { ...change, ...here }];
    const run = 'aws iam update-access-key';
    expect(lines(both)).toEqual([
      ` # in account ${MEMBER}:`,
      ...[guarded(run, MEMBER), guarded(run, MEMBER)],
      ` # in account ${OWN}:`,
      ...[guarded(run), guarded(run)],
    ]);
    expect(lines([change, { ...change, ...here }])).toEqual([guarded(run), guarded(run)]);
  });

  test('checks no account where the event names none, which the first of them says', () => {
    const change = command('iam', 'update-access-key');
    expect(lines([change, change], ofNoAccount)).toEqual([
      ' # the event names no account, so these lines do not check it:',
      ...[' aws iam update-access-key', ' aws iam update-access-key'],
    ]);
  });

  test.each([`1${OWN}`, `${OWN}1`, `${OWN}' ] || rm -rf ~ #`])(
    'has no text in it that is no account: %s',
    (accountId) => {
      expect(lines([{ ...command('iam', 'x'), accountId }])).toEqual([
        ' # the event names no account, so these lines do not check it:',
        ' aws iam x',
      ]);
    },
  );

  test.each(["x'; rm -rf ~ #", 'x\n'])(
    'is none of a value that would end its quotes or the line: %j',
    (name) => {
      const unsafe = command('iam', 'update-access-key', `--user-name=${name}`, '--status=Inactive');
      const refused = ' (a value that cannot be pasted safely: see the JSON)';
      expect(lines([unsafe])).toEqual([refused]);
      expect(lines([command('dynamodb', 'update-item'), unsafe])).toEqual([refused]);
    },
  );

  test('has every value behind its flag, in quotes', () => {
    const words = ['--user-name=--profile=x y', '--text=', 'no--flag=word'];
    expect(lines([command('iam', 'x', ...words)])).toEqual([
      guarded("aws iam x --user-name='--profile=x y' --text='' no--flag=word"),
    ]);
  });
});
