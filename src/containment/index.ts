import type { Decision } from '../core/decide.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Containment } from './containment.ts';
import { deactivateAccessKey } from './deactivate-access-key.ts';
import { deactivateAllAccessKeys } from './deactivate-all-access-keys.ts';

/** Every way to end a decision. Never rejects: one credential's failure must not stop the next one, nor the alert. */
export async function carryOut(decision: Decision, containment: Containment): Promise<Outcome> {
  try {
    return await act(decision, containment);
  } catch {
    // Calls to AWS do not get here, their errors are in the outcome; this is a mistake of ours, and the key may be Active.
    return { state: 'NOT_CONTAINED', reason: 'deactivation-failed', decision, actions: [], unfinished: true };
  }
}

function act(decision: Decision, containment: Containment): Outcome | Promise<Outcome> {
  switch (decision.action) {
    case 'deactivate-access-key':
      return deactivateAccessKey(decision, containment);
    case 'deactivate-all-access-keys':
      return deactivateAllAccessKeys(decision, containment);
    case 'escalate':
      return { state: 'NOT_CONTAINED', reason: decision.reason, decision, actions: [], unfinished: false };
    case 'none': {
      const state = decision.reason === 'sample' ? 'TEST' : 'NO_ACTION';
      return { state, reason: decision.reason, decision, actions: [], unfinished: false };
    }
  }
}
