import type { Detection } from './detection.ts';
import { isTrustedCaller } from './exemption.ts';
import type { Facts } from './matchers.ts';

/**
 * A call of `suspectedApiCalls`, or another that silences the trail or a detector. A long-term key that makes one of the first is
 * contained. By any other credential it wakes somebody, and so does each of the others and an attempt that was refused, which is
 * no reason to stop anything.
 */
function isListed(facts: Facts): boolean {
  return facts.affected.signal === 'api-call' && (isSuspected(facts) || tampers(facts));
}

function isSuspected({ detection, policy }: Facts): boolean {
  return policy.suspectedApiCalls.includes(detection.type);
}

function tampers({ detection }: Facts): boolean {
  return detection.evidence.tampers === true;
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

/** It is not one of `suspectedApiCalls`: a pipeline's first change of a trail must not cost it its key. */
export function isOtherTampering(facts: Facts): boolean {
  return isLoudCall(facts) && !isSuspected(facts);
}

/** In words for a verdict: `cloudtrail:StopLogging through cloudformation`. Other text than AWS's own names is left out. */
export function callInWords({ type, evidence: { api = type, through = '' } }: Detection): string {
  const call = /^[a-z0-9-]{1,40}:[A-Za-z0-9]{1,60}$/.exec(api)?.[0] ?? 'an API';
  const service = /^([a-z0-9-]{1,40})\.amazonaws\.com(?:\.cn)?$/.exec(through)?.[1];
  return `${call}${through === '' ? '' : ` through ${service ?? 'an AWS service'}`}`;
}
