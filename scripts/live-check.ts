/**
 * Shows on a real account what an emulator cannot: docs/live-check.md. It only prints what it would do, unless --yes is given.
 * npm run live-check -- --account=111122223333 [--stage=prod] [--region=us-east-1] [--only=NAME] [--yes]
 */
import { parseArgs } from 'node:util';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { connect } from './live-check/clients.ts';
import { createLeftovers, messageOf } from './live-check/leftovers.ts';
import type { Means, Point, Verdict } from './live-check/point.ts';
import { points } from './live-check/points.ts';
import { SERVICE } from './settings/stage-settings.ts';

const { values } = parseArgs({
  options: {
    account: { type: 'string', default: '' },
    stage: { type: 'string', default: 'prod' },
    region: { type: 'string', default: 'us-east-1' },
    only: { type: 'string', multiple: true },
    settle: { type: 'string', default: '60' },
    wait: { type: 'string', default: '120' },
    yes: { type: 'boolean', default: false },
  },
});
const { account, region } = values;
const [settleSeconds, waitSeconds] = [Number(values.settle), Number(values.wait)];
const chosen = points.filter(({ name }) => values.only === undefined || values.only.includes(name));
const unknown = (values.only ?? []).filter((name) => points.every((point) => point.name !== name));
if (!/^\d{12}$/.test(account)) refuse('--account=… must name the account, 12 digits.');
if (unknown.length > 0) refuse(`there is no point ${unknown.join(', ')}.`);
if (!(settleSeconds >= 0 && waitSeconds > 0)) refuse('--settle and --wait are seconds.');

const clients = connect(region);
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());
await checkAccount();

const target = { account, region, stackName: `${SERVICE}-${values.stage}` };
const emulated = process.env['AWS_ENDPOINT_URL'] !== undefined;
const means = { ...target, clients, emulated, signal: stopping.signal, settleSeconds, waitSeconds };
for (const point of chosen) {
  say(`${point.name}: ${point.shows}`);
  if (values.yes) await tryPoint(point);
  else for (const line of point.plan(target)) say(`  ${line}`);
}
if (!values.yes) say('Nothing was done. --yes does it.');
if (stopping.signal.aborted) process.exitCode = 1;

async function tryPoint(point: Point): Promise<void> {
  const leftovers = createLeftovers();
  const { result, sentence } = await runPoint(point, { ...means, leftovers });
  say(`  ${result}: ${sentence}`);
  if (result === 'NOT SHOWN') for (const line of point.plan(target)) say(`    ${line}`);
  const left = await leftovers.remove();
  for (const what of left) say(`  NOT REMOVED: ${what}`);
  if (result === 'FAIL' || left.length > 0) process.exitCode = 1;
}

async function runPoint(point: Point, its: Means): Promise<Verdict> {
  if (its.signal.aborted) return { result: 'NOT SHOWN', sentence: 'it was interrupted before' };
  try {
    return await point.run(its);
  } catch (error) {
    if (its.signal.aborted) return { result: 'NOT SHOWN', sentence: 'it was interrupted' };
    return { result: 'FAIL', sentence: messageOf(error) };
  }
}

/** Nobody runs it in another account than the one that was meant. */
async function checkAccount(): Promise<void> {
  try {
    const { Account } = await clients.sts.send(new GetCallerIdentityCommand({}));
    if (Account !== account) refuse(`the credentials are of account ${Account}, not of ${account}.`);
  } catch (error) {
    refuse(`whose credentials these are is not known: ${messageOf(error)}`);
  }
}

function refuse(why: string): never {
  process.stderr.write(`live-check does nothing: ${why}\n`);
  process.exit(2);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
