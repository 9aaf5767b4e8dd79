import { setTimeout as sleep } from 'node:timers/promises';
import tls from 'node:tls';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { type Aws, connect } from '../../test/deployed/aws.ts';
import { deploy } from '../../test/deployed/deploy.ts';
import { ENVIRONMENT } from '../../test/deployed/emulator.ts';
import { startAfresh } from '../../test/deployed/invoke.ts';
import { forgetIncidents } from '../../test/deployed/ledger.ts';
import { ACCOUNT_ID, rootOf, startMiniStack } from '../../test/deployed/ministack.ts';
import { makeEnvironment } from '../../test/deployed/python.ts';
import { findMatchingRules } from '../../test/deployed/rules.ts';
import type { BoundedMeans } from '../../test/deployed/run-bounded.ts';
import { readStack, type Stack } from '../../test/deployed/stack.ts';
import { createUser, readKeyStatuses } from '../../test/deployed/users.ts';
import { makeCertificate } from '../certificate.ts';
import { rotated } from '../measurement.ts';
import { median, quantile } from '../statistics.ts';
import { findingAbout } from './finding-about.ts';
import { createScripts } from './scripts.ts';
import { useAgainAndAgain } from './thief.ts';

/** For what a function does after the key is stopped: it must not run into the next event. */
const REST_MS = 1_500;
const WARM_EVENTS = 2;

interface Sample {
  /** From the event until a call was refused. */
  readonly milliseconds: number;
  /** Of the thief's, from the event on. */
  readonly passed: number;
}

type Samples = ReadonlyMap<string, { readonly cold: Sample[]; readonly warm: Sample[] }>;

export async function measureThieves(rounds: number, means: BoundedMeans): Promise<void> {
  const { report } = means;
  const aws = await deployWithTls(means);
  const stack = await readStack(aws);
  const scripts = await report.step('the scripts, with the role and the environment of the responder', () =>
    createScripts(aws, stack, means),
  );
  const functions = [{ name: 'responder', functionName: stack.functionName }, ...scripts];
  const samples: Samples = new Map(functions.map(({ name }) => [name, { cold: [], warm: [] }]));
  await report.step(`${rounds} rounds`, async () => {
    for (let round = 0; round < rounds; round += 1) {
      console.log(`  round ${round + 1} of ${rounds}`);
      for (const { name, functionName } of rotated(functions, round)) {
        await startAfresh(aws, functionName);
        samples.get(name)?.cold.push(await stealOnce(aws, stack, functionName));
        for (let event = 0; event < WARM_EVENTS; event += 1)
          samples.get(name)?.warm.push(await stealOnce(aws, stack, functionName));
      }
    }
  });
  for (const [name, { cold, warm }] of samples) {
    const stopped = [...cold, ...warm].filter(({ milliseconds }) => Number.isFinite(milliseconds)).length;
    const all = rounds * (1 + WARM_EVENTS);
    report.check({
      what: `${name} stops every thief`,
      passed: stopped === all,
      found: `${stopped} of ${all}`,
    });
  }
  const head = [
    'function',
    'cold: ms until a call is refused',
    'calls that passed',
    'warm: ms',
    'calls that passed',
  ];
  report.addTable(
    head,
    [...samples].map(([name, { cold, warm }]) => [name, ...inWords(cold), ...inWords(warm)]),
  );
}

async function deployWithTls({ python, folder, programs, report }: BoundedMeans): Promise<Aws> {
  const interpreter = await report.step('Python environment', () =>
    makeEnvironment(python, ENVIRONMENT, programs),
  );
  const endpoint = await report.step('MiniStack over HTTPS, with IAM policies enforced', async () => {
    const { cert, file, keyFile } = await makeCertificate(folder);
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), cert]);
    // For `npm run deploy`.
    process.env['NODE_EXTRA_CA_CERTS'] = file;
    return startMiniStack({
      python: interpreter,
      home: folder,
      tls: { certificate: file, key: keyFile },
      programs,
    });
  });
  await report.step('npm run deploy', () => deploy(programs, { endpoint, settings: {} }));
  return connect(endpoint, rootOf(ACCOUNT_ID));
}

/** A thief uses a key of his own all the time; then the event comes, as its rule would hand it over. */
async function stealOnce(aws: Aws, stack: Stack, functionName: string): Promise<Sample> {
  await forgetIncidents({ aws, stack });
  const user = await createUser(aws, 'victim');
  const event = findingAbout(user);
  const rules = await findMatchingRules(aws, stack, event);
  if (rules.filter(({ busName }) => busName === 'default').length !== 1)
    throw new Error('no rule, or more than one, matches the finding');
  const thief = await useAgainAndAgain(aws.endpoint, user.keys[0]);
  const before = thief.passed();
  const startedAt = performance.now();
  await aws.lambda.send(
    new InvokeCommand({
      FunctionName: functionName,
      InvocationType: 'Event',
      Payload: JSON.stringify(event),
    }),
  );
  const refusedAt = await thief.refusedAt;
  const [status] = await readKeyStatuses(user);
  await sleep(REST_MS);
  // The sample of Trusted Advisor deletes the key.
  const isStopped = refusedAt !== undefined && status !== 'Active';
  return {
    milliseconds: isStopped ? refusedAt - startedAt : Number.NaN,
    passed: thief.passed() - before,
  };
}

function inWords(samples: readonly Sample[]): readonly string[] {
  const of = (values: readonly number[]) =>
    `${median(values).toFixed(0)} (${quantile(values, 0.25).toFixed(0)}–${quantile(values, 0.75).toFixed(0)})`;
  return [of(samples.map(({ milliseconds }) => milliseconds)), of(samples.map(({ passed }) => passed))];
}
