import { awsCommand, type Remedy } from '../core/command.ts';
import { stoppedKeysOf } from '../core/outcome.ts';
import { statusOf } from './access-key-remedy.ts';
import { denyCommand } from './quarantine-user.ts';

/**
 * The alert is about what a call made. So the command that ends that comes before the one for the credential of the caller.
 * A federation token works on whatever happens to the key that made it, until everything is denied to its user.
 */
export const madeCredentialRemedy: Remedy = {
  inspect: ({ made, place }) =>
    made?.kind === 'access-key'
      ? [awsCommand(place, ['iam', 'list-access-keys', `--user-name=${made.userName}`])]
      : [],
  byHand: ({ made, outcome, entity: { userName }, place }) => {
    if (made?.kind === 'access-key') {
      const isStopped = stoppedKeysOf(outcome).includes(made.accessKeyId);
      return isStopped ? [] : [statusOf({ ...made, status: 'Inactive' }, place)];
    }
    return made !== undefined && userName !== undefined
      ? [denyCommand('attach-user-policy', { userName, place })]
      : [];
  },
};
