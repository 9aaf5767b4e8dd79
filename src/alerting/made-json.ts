import type { Made } from '../core/made.ts';
import type { Made as MadeJson } from './machine-schema.ts';
import { textForJson } from './sanitize.ts';

/** An ARN of a policy may be that long. IAM user guide, "IAM and AWS STS quotas". */
const LONGEST = 720;

/** One flat object for every kind, so that a rule of a bus can match it. The values are checked, but a thief chooses names. */
export function madeJson(made: Made): MadeJson {
  const given = Object.entries(factsIn(made)).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, textForJson(text, LONGEST)] as const],
  );
  return { kind: kindOf(made), ...Object.fromEntries(given), untrusted: given.map(([name]) => name) };
}

function kindOf(made: Made): MadeJson['kind'] {
  return made.kind === 'user-credential' ? made.credential : made.kind;
}

type Facts = { readonly [Name in Exclude<keyof MadeJson, 'kind' | 'untrusted'>]?: string | undefined };

function factsIn(made: Made): Facts {
  switch (made.kind) {
    case 'access-key':
      return { accessKeyId: made.accessKeyId, userName: made.userName };
    case 'session': {
      const { call, accessKeyId, sessionName, role } = made;
      return { call, accessKeyId, sessionName, roleName: role?.name, accountId: role?.accountId };
    }
    case 'user-credential':
      return { credentialId: made.id, userName: made.userName, service: made.service };
    case 'login-profile':
    case 'user':
      return { userName: made.userName };
    case 'role':
    case 'trust-policy':
      return { roleName: made.roleName };
    case 'group-member':
      return { userName: made.userName, groupName: made.groupName };
    case 'policy': {
      const { policy, target } = made;
      const names = { user: 'userName', role: 'roleName', group: 'groupName' } as const;
      return { policy, [names[target.kind]]: target.name };
    }
  }
}
