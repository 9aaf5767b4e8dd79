import { awsCommand, type Remedy } from '../core/command.ts';
import { reasons } from '../core/reasons/index.ts';

/** IAM has no call that names the user of one service-specific credential. This lists those of every user. */
export const serviceCredentialRemedy: Remedy = {
  inspect: ({ outcome, entity: { userName }, place }) => {
    const { reason, decision } = outcome;
    if (reason !== 'owner-not-named' && reason !== 'credential-not-of-user') return [];
    if (userName !== undefined && !reasons[reason].otherUser) return [];
    const { affected } = decision;
    const service =
      'apiKeyOf' in affected && affected.apiKeyOf !== undefined
        ? [`--service-name=${affected.apiKeyOf}.amazonaws.com`]
        : [];
    return [awsCommand(place, ['iam', 'list-service-specific-credentials', '--all-users', ...service])];
  },
};
