/**
 * Shows on a real account what an emulator cannot: docs/live-check.md. It only prints what it would do, unless --yes is given.
 * npm run live-check -- --account=111122223333 [--stage=prod] [--region=us-east-1] [--other-region=eu-west-1] [--only=NAME]
 * [--change-stack] [--throttle-iam] [--yes]
 */
import './help.ts';

import { parseArgs } from 'node:util';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { problemOf } from './events/command-line.ts';
import { readParameters } from './live-check/change-stack.ts';
import { connect } from './live-check/clients.ts';
import { createLeftovers, messageOf } from './live-check/leftovers.ts';
import { type Means, notShown, type Point, type Target, type Verdict } from './live-check/point.ts';
import { points } from './live-check/points.ts';
import { SERVICE } from './settings/stage-settings.ts';

const values = readOptions();
const { account, region, 'other-region': otherRegion } = values;
const settleSeconds = Number(values.settle);
const chosen = points.filter(({ name }) => values.only === undefined || values.only.includes(name));
const unknown = (values.only ?? []).filter((name) => points.every((point) => point.name !== name));
if (!/^\d{12}$/.test(account)) refuse('--account=… must name the account, 12 digits.');
if (unknown.length > 0)
  refuse(`there is no point ${unknown.join(', ')}, only ${points.map(({ name }) => name).join(', ')}.`);
if (!(settleSeconds >= 0 && Number(values.wait ?? 1) > 0)) refuse('--settle and --wait are seconds.');
if (otherRegion === region) refuse('--other-region must be another than --region.');

const clients = connect(region);
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
// A terminal that is gone must not keep it from putting things back.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
const caller = await checkAccount();
const partition = caller.split(':')[1] ?? 'aws';

const target: Target = {
  ...{ account, region, otherRegion, stackName: `${SERVICE}-${values.stage}` },
  ...{ changeStack: values['change-stack'], throttleIam: values['throttle-iam'] },
};
const emulated = process.env['AWS_ENDPOINT_URL'] !== undefined;
const means = { ...target, partition, clients, emulated, signal: stopping.signal, settleSeconds };
const danger = dangerOf(caller);
if (danger !== undefined) say(`WARNING: ${danger}. Use a role.`);
for (const point of chosen) {
  say(`${point.name}: ${point.shows}`);
  if (values.yes) await tryPoint(point);
  else for (const line of point.plan(target)) say(`  ${line}`);
}
if (!values.yes) say('Nothing was done. --yes does it.');
if (stopping.signal.aborted) process.exitCode = 1;

/** A word that is none of these is told in one line, as everything else that it refuses. */
function readOptions() {
  const options = {
    account: { type: 'string', default: '' },
    stage: { type: 'string', default: 'prod' },
    region: { type: 'string', default: 'us-east-1' },
    only: { type: 'string', multiple: true },
    'other-region': { type: 'string' },
    'change-stack': { type: 'boolean', default: false },
    'throttle-iam': { type: 'boolean', default: false },
    settle: { type: 'string', default: '60' },
    wait: { type: 'string' },
    yes: { type: 'boolean', default: false },
  } as const;
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    const known = Object.keys(options).map((name) => `--${name}`);
    refuse(`${problemOf(error)}: it takes ${known.join(', ')}, and docs/live-check.md says what for.`);
  }
}

async function tryPoint(point: Point): Promise<void> {
  const leftovers = createLeftovers();
  const waitSeconds = Number(values.wait ?? point.waitSeconds);
  const { result, sentence } = await runPoint(point, { ...means, leftovers, waitSeconds });
  say(`  ${result}: ${sentence}`);
  const left = await leftovers.remove();
  for (const what of left) say(`  NOT REMOVED: ${what}`);
  if (result === 'FAIL' || left.length > 0) process.exitCode = 1;
}

async function runPoint(point: Point, its: Means): Promise<Verdict> {
  if (its.signal.aborted) return notShown('it was interrupted before');
  try {
    if (point.stopsDecoys === true && (await onlyObserves(its)))
      return notShown('contain is observe, so that the stack stops nothing');
    return await point.run(its);
  } catch (error) {
    if (its.signal.aborted) return notShown('it was interrupted');
    return { result: 'FAIL', sentence: messageOf(error) };
  }
}

async function onlyObserves({ clients, stackName }: Means): Promise<boolean> {
  const parameters = await readParameters({ cloudFormation: clients.cloudFormation, stackName });
  return parameters.get('contain') === 'observe';
}

/** Nobody runs it in another account than the one that was meant. @returns who the credentials are. */
async function checkAccount(): Promise<string> {
  try {
    const { Account, Arn = '' } = await clients.sts.send(new GetCallerIdentityCommand({}));
    if (Account !== account) refuse(`the credentials are of account ${Account}, not of ${account}.`);
    return Arn;
  } catch (error) {
    refuse(`whose credentials these are is not known: ${messageOf(error)}`);
  }
}

/** Whoever makes users and keys may be taken for a thief. */
function dangerOf(arn: string): string | undefined {
  if (/:user\//.test(arn))
    return `${arn} is an IAM user: a detector may find its calls unusual, and then the responder stops its key`;
  return arn.endsWith(':root') ? 'this is the root user: whatever it makes wakes people' : undefined;
}

function refuse(why: string): never {
  process.stderr.write(`live-check does nothing: ${why}\n`);
  process.exit(2);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
