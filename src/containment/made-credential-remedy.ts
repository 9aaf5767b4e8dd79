import { awsCommand, type Remedy } from '../core/command.ts';
import { stoppedKeysOf } from '../core/outcome.ts';
import { statusOf } from './access-key-remedy.ts';
import { denyCommand } from './quarantine-user.ts';
import { userCredentials } from './user-credentials.ts';

/**
 * The alert is about what a call made. So the command that ends that comes before the one for the credential of the caller.
 * A federation token works on whatever happens to the key that made it, until everything is denied to its user.
 */
export const madeCredentialRemedy: Remedy = {
  inspect: ({ made, place, entity }) =>
    made?.kind === 'access-key' && made.userName !== undefined && made.accessKeyId !== entity.accessKeyId
      ? [awsCommand(place, ['iam', 'list-access-keys', `--user-name=${made.userName}`])]
      : [],
  byHand: ({ made, outcome, entity: { userName, accessKeyId }, place }) => {
    if (made?.kind === 'access-key') {
      // Where the alert is about that key itself, its own commands stop it.
      const isStopped = made.accessKeyId === accessKeyId || stoppedKeysOf(outcome).includes(made.accessKeyId);
      if (isStopped || made.userName === undefined) return [];
      return [
        statusOf({ userName: made.userName, accessKeyId: made.accessKeyId, status: 'Inactive' }, place),
      ];
    }
    if (made?.kind === 'user-credential') {
      const { id, userName: owner, credential } = made;
      // What was read is the caller's, and has commands of its own.
      const isRead = outcome.credentials?.some(
        ({ answer }) => answer.ok && answer.value.some((one) => one.id === id),
      );
      const unit = userCredentials.find(({ kind }) => kind === credential);
      return isRead || owner === undefined ? [] : (unit?.stop({ userName: owner, id }, place) ?? []);
    }
    // The session of a role is not its caller's.
    return made?.kind === 'session' && made.call !== 'AssumeRole' && userName !== undefined
      ? [denyCommand('attach-user-policy', { userName, place })]
      : [];
  },
};
