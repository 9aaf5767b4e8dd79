import type { Detection } from './detection.ts';
import { isTrustedCaller } from './exemption.ts';
import type { Facts } from './matchers.ts';

/**
 * A call of `suspectedApiCalls`, such as one that switches logging or detection off. A long-term key that makes it is contained.
 * By any other credential it wakes somebody, and so does an attempt that was refused, which is no reason to stop anything.
 */
function isListed({ detection, affected, policy }: Facts): boolean {
  return affected.signal === 'api-call' && policy.suspectedApiCalls.includes(detection.type);
}

/** By a pipeline of the deployer, whose work it is. */
export function isRoutineCall(facts: Facts): boolean {
  return isListed(facts) && isTrustedCaller(facts.affected, facts.policy);
}

export function isRefusedLoudCall(facts: Facts): boolean {
  return isLoudCall(facts) && facts.detection.evidence.errorCode !== undefined;
}

/** Nobody can be asked about what a service does of its own accord, and it has no credential that could be stolen. */
export function isLoudCall(facts: Facts): boolean {
  return isListed(facts) && facts.affected.principal.type !== 'AWSService';
}

/** In words for a verdict: `cloudtrail:StopLogging through cloudformation`. Other text than AWS's own names is left out. */
export function callInWords({ type, evidence: { api = type, through = '' } }: Detection): string {
  const call = /^[a-z0-9-]{1,40}:[A-Za-z0-9]{1,60}$/.exec(api)?.[0] ?? 'an API';
  const service = /^([a-z0-9-]{1,40})\.amazonaws\.com(?:\.cn)?$/.exec(through)?.[1];
  return `${call}${through === '' ? '' : ` through ${service ?? 'an AWS service'}`}`;
}
