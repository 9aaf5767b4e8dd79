import type { Decision, Plan } from '../../src/core/decision.ts';
import type { AffectedIdentity, Principal } from '../../src/core/detection.ts';
import { printable } from '../../src/core/printable.ts';

/** What is decided about one credential or user, and why. */
export function decisionInWords(decision: Decision): readonly string[] {
  const { affected, classification } = decision;
  const why = `${classification.class}, because ${classification.because}`;
  return [`${subjectOf(affected)}: ${why}`, `→ ${planInWords(decision)}`];
}

/** Names are an attacker's text. */
function subjectOf(affected: AffectedIdentity): string {
  const who = whoIs(affected.principal);
  if (affected.kind === 'user') return who;
  const { accessKeyId } = affected;
  const key = accessKeyId === undefined ? 'a credential without an id' : `key ${printable(accessKeyId, 130)}`;
  return `${key} of ${who}`;
}

function whoIs(principal: Principal): string {
  switch (principal.type) {
    case 'IAMUser':
      return `IAM user ${shown(principal.userName)}`;
    case 'AssumedRole':
      return `a session of role ${shown(principal.roleName)}`;
    case 'FederatedUser': {
      const { issuer } = principal;
      return `a federated session of ${issuer === undefined ? 'nobody named' : whoIs(issuer)}`;
    }
    case 'Root':
      return 'the root user';
    case 'AWSService':
      return 'a service of AWS';
    case 'Unknown':
      return 'somebody who is not named';
  }
}

function shown(name: string | undefined): string {
  return name === undefined ? '(not named)' : printable(name, 130);
}

function planInWords(plan: Plan): string {
  switch (plan.action) {
    case 'escalate':
      return `a person must act, reason ${plan.reason}`;
    case 'none':
      return `nothing is changed, reason ${plan.reason}`;
    case 'deactivate-access-key':
      return `set the access key ${plan.accessKeyId} Inactive${quarantine(plan)}`;
    case 'deactivate-all-access-keys':
      return `set every access key of ${plan.userName} Inactive${quarantine(plan)}`;
    case 'deactivate-credential':
      return `set the credential ${plan.credential.id} of ${plan.userName} Inactive${quarantine(plan)}`;
    case 'deactivate-service-credentials':
      return `set every service-specific credential and access key of ${plan.userName} Inactive${quarantine(plan)}`;
    case 'deny-user':
      return `deny everything to ${plan.userName} again`;
    case 'revoke-role-sessions':
      return `revoke the sessions of role ${plan.roleName}`;
    case 'confirm-stopped':
      return `read whether the access key ${plan.accessKeyId} is stopped`;
    default:
      // One that has no words here yet.
      return Object(plan).action.replaceAll('-', ' ');
  }
}

function quarantine({ quarantine: also }: { readonly quarantine: boolean }): string {
  return also ? ', and deny everything to its user' : '';
}
