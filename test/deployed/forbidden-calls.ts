import {
  GetRoleCommand,
  ListAccessKeysCommand,
  ListUsersCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateTopicCommand, PublishCommand } from '@aws-sdk/client-sns';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { denyIssuedBefore } from '../../src/containment/revocation-policy.ts';
import {
  attempts,
  attemptsOfDeadLetters,
  attemptsOnDeadLetters,
  attemptsOnItself,
  attemptsOnRoles,
  attemptsOnUnlistedRole,
  EVERYTHING,
} from './attempts.ts';
import { type Aws, connect } from './aws.ts';
import type { Finding } from './report.ts';
import { createRoleThatTrusts, type Role } from './roles.ts';
import type { Proof } from './run-case.ts';
import type { Deployment } from './standing.ts';
import { allow, createUser } from './users.ts';

/** How the services that are called here name a refusal for want of permission. */
const DENIALS = ['AccessDenied', 'AccessDeniedException', 'AuthorizationErrorException'];

/** What nobody can do: neither who took over the function, nor an administrator in the responder's name. */
export async function proveNothingElse(
  proof: Proof,
  deployment: Exclude<Deployment, 'defaults'>,
): Promise<readonly Finding[]> {
  const { aws, member, stack, proofStack, standing } = proof;
  const role = connect(aws.endpoint, await proofStack.readRoleCredentials());
  const victim = await createUser(aws, 'onlooker');
  const lure = await createRoleThatTrusts(stack.roleArn, member, { RoleName: `lure-${deployment}` });
  const { revocable, otherRole } = standing;

  const { Arn = '' } = await role.sts.send(new GetCallerIdentityCommand({}));
  return [
    {
      what: "the calls are made as the function's role",
      passed: Arn.includes(`:assumed-role/${stack.roleName}/`),
      found: Arn,
    },
    await isAllowed(
      'iam:ListAccessKeys',
      role.iam.send(new ListAccessKeysCommand({ UserName: victim.name })),
    ),
    await isAllowed(
      'iam:GetRole of a revocable role',
      role.iam.send(new GetRoleCommand({ RoleName: revocable.name })),
    ),
    ...(await areRefused({
      ...attempts(role, stack, victim.name),
      ...attemptsOnDeadLetters(role, stack),
    })),
    ...(await areRefused(attemptsOnRoles(role, revocable, lure.arn))),
    ...(deployment === 'named'
      ? await areRefused(attemptsOnUnlistedRole(role, otherRole))
      : [await isAllowed('iam:PutRolePolicy on any role but itself', denyOn(role, otherRole))]),
    // Last: if one of these went through, nothing else would be refused any more.
    ...(await areRefused(attemptsOnItself(role, stack.roleName))),
    ...(await proveAdministratorCannot(proof)),
    ...(await proveStrangerCannot(proof)),
  ];
}

/** What somebody could try who took over the function that tells people of dead letters. */
export async function proveDeadLettersCanDoNothingElse(proof: Proof): Promise<readonly Finding[]> {
  const { aws, stack, proofStack } = proof;
  const role = connect(aws.endpoint, await proofStack.readDeadLettersRoleCredentials());
  const victim = await createUser(aws, 'onlooker');
  const { Arn = '' } = await role.sts.send(new GetCallerIdentityCommand({}));
  return [
    {
      what: 'the calls are made as the role for dead letters',
      passed: Arn.includes(`:assumed-role/${stack.deadLettersRoleName}/`),
      found: Arn,
    },
    ...(await areRefused({
      ...attempts(role, stack, victim.name),
      ...attemptsOfDeadLetters(role, stack, victim),
      ...attemptsOnItself(role, stack.deadLettersRoleName),
    })),
  ];
}

async function denyOn({ iam }: Aws, { name: RoleName }: Role): Promise<unknown> {
  const PolicyDocument = JSON.stringify(denyIssuedBefore(new Date(0).toISOString()));
  return iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'denied', PolicyDocument }));
}

async function proveAdministratorCannot(proof: Proof): Promise<readonly Finding[]> {
  const { stack } = proof;
  const administrator = await becomeAdministrator(proof);
  const assumption = { RoleArn: stack.roleArn, RoleSessionName: 'administrator' };
  const assumed = await answerTo(administrator.sts.send(new AssumeRoleCommand(assumption)));
  return [
    {
      what: 'not even an administrator can assume the role',
      passed: assumed === 'AccessDenied',
      found: assumed,
    },
    ...(await cannotForge(proof, administrator, 'an administrator')),
  ];
}

/** Somebody whose own policy allows to publish wherever they like. */
async function proveStrangerCannot(proof: Proof): Promise<readonly Finding[]> {
  const { aws } = proof;
  const user = await createUser(aws, 'stranger');
  await allow(user, 'sns:Publish');
  const stranger = connect(aws.endpoint, user.keys[0]);
  const { TopicArn } = await aws.sns.send(new CreateTopicCommand({ Name: 'of-somebody-else' }));
  // A refusal means nothing unless this one is let through.
  await stranger.sns.send(new PublishCommand({ TopicArn, Message: 'good morning' }));
  return cannotForge(proof, stranger, 'a stranger');
}

async function cannotForge({ stack }: Proof, { sns }: Aws, who: string): Promise<readonly Finding[]> {
  const publish = async (TopicArn: string | undefined) =>
    answerTo(sns.send(new PublishCommand({ TopicArn, Message: 'CONTAINED, nothing to do' })));
  const alert = await publish(stack.alertTopicArn);
  const page = await publish(stack.pagerTopicArn);
  return [
    { what: `${who} cannot publish a forged alert`, passed: DENIALS.includes(alert), found: alert },
    { what: `${who} cannot page anybody`, passed: DENIALS.includes(page), found: page },
  ];
}

async function becomeAdministrator({ aws }: Proof): Promise<Aws> {
  const { name, keys } = await createUser(aws, 'administrator');
  await aws.iam.send(
    new PutUserPolicyCommand({ UserName: name, PolicyName: 'all', PolicyDocument: EVERYTHING }),
  );
  const administrator = connect(aws.endpoint, keys[0]);
  // A refusal later on means nothing unless this one is let through.
  await administrator.iam.send(new ListUsersCommand({}));
  return administrator;
}

async function areRefused(
  calls: Readonly<Record<string, () => Promise<unknown>>>,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const [what, call] of Object.entries(calls)) {
    const code = await answerTo(call());
    findings.push({ what: `the role is refused ${what}`, passed: DENIALS.includes(code), found: code });
  }
  return findings;
}

/** A refusal of the rest means nothing unless this is let through. */
async function isAllowed(what: string, call: Promise<unknown>): Promise<Finding> {
  const code = await answerTo(call);
  return { what: `and what it is allowed works: ${what}`, passed: code === 'ok', found: code };
}

/** `ok`, or the name of the error. */
export async function answerTo(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'ok',
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );
}
