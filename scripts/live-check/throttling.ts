import { ListAccessKeysCommand, UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import { type Decoy, makeDecoy } from './decoy.ts';
import { hearOutcomes, OUTCOMES_PLAN } from './hear.ts';
import { fail, type Means, notShown, type Point, pass, type Verdict } from './point.ts';
import { poll } from './poll.ts';
import { REPORT_PLAN, reportDecoy } from './report-decoy.ts';
import { sleepUntilSettled } from './settle.ts';

const AT_ONCE = 20;
const MOST_CALLS = 4000;
/** An emulator throttles nobody. */
const MOST_EMULATED = 200;
const LONGEST_SECONDS = 30;
/** No key has this id, so that nothing is changed, and no rule hears of a refused change. */
export const NO_KEY = 'AKIAIOSFODNN7EXAMPLE';

export const throttling: Point = {
  name: 'throttling',
  shows: 'a key is stopped while IAM throttles',
  stopsDecoys: true,
  waitSeconds: 300,
  plan: ({ throttleIam }) => [
    ...OUTCOMES_PLAN,
    ...REPORT_PLAN,
    `iam:UpdateAccessKey of a key that does not exist, of the decoy, and iam:ListAccessKeys of the decoy: ${AT_ONCE} calls at once until IAM`,
    `  refuses some as too many, and then until the key is Inactive: ${MOST_CALLS} calls and ${LONGEST_SECONDS} seconds at most`,
    `DANGEROUS: meanwhile IAM refuses such calls of everybody in the account. In an account of its own only, with --throttle-iam${
      throttleIam ? ' (given)' : ''
    }`,
  ],
  run,
};

async function run(means: Means): Promise<Verdict> {
  if (!means.throttleIam)
    return notShown(
      'it slows every caller of IAM in the account: in an account of its own, with --throttle-iam',
    );
  const { signal, waitSeconds } = means;
  const outcomes = await hearOutcomes(means);
  const decoy = await makeDecoy(means);
  await sleepUntilSettled(means);
  const burst = startBurst(means, decoy);
  try {
    const isThrottled = async () => (burst.refused() > 0 || burst.isHalfOver() ? true : undefined);
    await poll(isThrottled, { signal, seconds: LONGEST_SECONDS });
    await reportDecoy(means, decoy);
    // The list of IAM is throttled, so it is not asked: the outcome event says when the key is stopped.
    await poll(
      async () => (await outcomes.find(isAbout(decoy), 0)) ?? (burst.isOver() ? 'over' : undefined),
      {
        signal,
        seconds: LONGEST_SECONDS,
      },
    );
  } finally {
    await burst.stop();
  }
  const { calls, refused } = burst;
  const outcome = await outcomes.find((one) => isAbout(decoy)(one) && one.state === 'CONTAINED', waitSeconds);
  const status = await decoy.readStatus();
  const what = `IAM refused ${refused()} of ${calls()} calls as too many, the outcome event says ${outcome?.state}, and IAM says ${status}`;
  if (outcome === undefined || status !== 'Inactive') return fail(what);
  return (refused() > 0 ? pass : notShown)(what);
}

function isAbout({ accessKeyId }: Decoy) {
  return ({ key }: { readonly key?: { readonly id?: string } }) => key?.id === accessKeyId;
}

/** By the owner's credentials, on the decoy only. It ends by itself. */
function startBurst({ clients: { iamOnce }, signal, emulated }: Means, { userName: UserName }: Decoy) {
  const end = Date.now() + LONGEST_SECONDS * 1000;
  let [calls, refused, stopped] = [0, 0, false];
  const most = emulated ? MOST_EMULATED : MOST_CALLS;
  const isOver = () => stopped || signal.aborted || Date.now() >= end || calls >= most;
  const work = async () => {
    while (!isOver()) {
      calls += 1;
      const update = { UserName, AccessKeyId: NO_KEY, Status: 'Inactive' as const };
      const call =
        calls % 2 === 0
          ? iamOnce.send(new UpdateAccessKeyCommand(update))
          : iamOnce.send(new ListAccessKeysCommand({ UserName }));
      await call.catch((error: unknown) => {
        if (error instanceof Error && /Throttling|TooManyRequests/.test(error.name)) refused += 1;
      });
    }
  };
  const workers = Array.from({ length: AT_ONCE }, work);
  return {
    calls: () => calls,
    refused: () => refused,
    isOver,
    isHalfOver: () => isOver() || calls >= most / 2,
    async stop() {
      stopped = true;
      await Promise.all(workers);
    },
  };
}
