import { CreateAccountAliasCommand } from '@aws-sdk/client-iam';
import type { Aws } from './aws.ts';
import type { Settings } from './deploy.ts';
import { createRole, type Role } from './roles.ts';
import { allow, createUser, type User } from './users.ts';

/** Whom the settings name: they must be there before the stack is deployed with them, and serve every run of a case. */
export interface Standing {
  readonly honeypot: User;
  readonly exempt: User;
  /** Of the member account. */
  readonly exemptElsewhere: User;
  /** Its sessions may be revoked. A user bears its name, whom nobody may touch. */
  readonly revocable: Role;
  readonly namesake: User;
  /** May switch keys on again and again, and keeps its own key. */
  readonly trusted: User;
  /** Nothing names it. */
  readonly otherRole: Role;
}

export const MEMBER_ROLE_NAME = 'compromised-key-responder-member';
/** What people call the account of the stack, and the member account. */
export const ALIAS = 'example-prod';
export const MEMBER_ALIAS = 'example-member';

/** MiniStack keeps no policy of a table: only that the stack comes up with it is shown. */
const OPERATOR_ROLE =
  'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_KeyOperator_*';

/** MiniStack asks no policy of a bus: only that the stack comes up with it is shown. */
const REPORTER = 'arn:aws:iam::111122223333:role/secret-scanner';

export const ALERT_EMAIL = 'on-call@example.com';
/** MiniStack asks nobody to confirm a subscription of a template, so nothing is ever sent there. */
export const PAGER_ENDPOINT = 'https://pager.example.com/integration/0123456789abcdef/enqueue';
export const RUNBOOK_URL = 'https://wiki.example.com/stolen-keys';

export async function makeStanding(aws: Aws, member: Aws): Promise<Standing> {
  await aws.iam.send(new CreateAccountAliasCommand({ AccountAlias: ALIAS }));
  await member.iam.send(new CreateAccountAliasCommand({ AccountAlias: MEMBER_ALIAS }));
  const operator = await createUser(aws, 'operator');
  const namesake = await createUser(aws, 'build-agent');
  const trusted = await createUser(aws, 'administrator');
  await allow(trusted, 'iam:UpdateAccessKey');
  return {
    honeypot: await createUser(aws, 'honeypot'),
    exempt: await createUser(aws, 'break-glass'),
    exemptElsewhere: await createUser(member, 'break-glass'),
    revocable: await createRole(operator, namesake.name),
    namesake,
    trusted,
    otherRole: await createRole(operator, 'reporting'),
  };
}

/** The stack is deployed with no parameter, with those that name somebody, and with all that is dangerous. */
export type Deployment = 'defaults' | 'named' | 'everything';

export function settingsOf(deployment: Deployment, standing: Standing): Settings {
  if (deployment === 'defaults') return {};
  const { honeypot, exempt, exemptElsewhere, revocable, trusted } = standing;
  const named = {
    honeyKeys: honeypot.keys[0].accessKeyId,
    exemptPrincipals: `${exempt.id},${exemptElsewhere.id}`,
    trustedPrincipals: trusted.arn,
    revocableRoles: revocable.name,
    memberRoleName: MEMBER_ROLE_NAME,
    alertEmail: ALERT_EMAIL,
    pagerEndpoint: PAGER_ENDPOINT,
    runbookUrl: RUNBOOK_URL,
  };
  return deployment === 'named'
    ? named
    : {
        ...named,
        revocableRoles: '*',
        quarantineUsers: 'true',
        operatorRoleArn: OPERATOR_ROLE,
        reporterArns: REPORTER,
      };
}
