import { custodianInGuardDutyMode } from '../contenders.ts';
import { live } from '../life.ts';
import type { Surroundings } from '../measurement.ts';
import type { PythonTools } from '../python.ts';

/** Cloud Custodian's own mode for GuardDuty: shown, because a time of it would say that it does the job. */
export async function showGuardDutyMode(tools: PythonTools, surroundings: Surroundings): Promise<string> {
  const custodian = custodianInGuardDutyMode(tools, surroundings.subjects);
  const { invocations } = await live(custodian, [custodian.event(1)], surroundings);
  const [{ failure, requests } = { failure: 'it did not run', requests: [] }] = invocations;
  const calls = requests.map(({ action }) => action).join(', ');
  return calls.includes('UpdateAccessKey')
    ? `Cloud Custodian's mode \`guard-duty\` called ${calls} and ended with ${failure ?? 'success'}: it can be timed now.`
    : `Cloud Custodian's mode \`guard-duty\` is not timed. It ended with \`${failure}\` after ${calls}: the key stays Active.`;
}
