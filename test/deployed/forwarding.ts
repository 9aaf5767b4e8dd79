import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ListTargetsByRuleCommand, TestEventPatternCommand } from '@aws-sdk/client-eventbridge';
import { type Aws, connect } from './aws.ts';
import { createStack } from './create-stack.ts';
import { STACK_NAME } from './deploy.ts';
import { asUser, guardDutyFinding } from './events/guard-duty.ts';
import { ACCOUNT_ID, MEMBER_ACCOUNT_ID, REGION, rootOf } from './ministack.ts';
import type { Finding } from './report.ts';
import type { DeployedRule } from './rules.ts';
import type { Proof } from './run-case.ts';
import { readOutputs, readRulesOf } from './stack.ts';
import { tellsPeople } from './tampering.ts';

const template = join(import.meta.dirname, '..', '..', 'stacks', 'forward.yml');
const NAME = 'compromised-key-responder-forward';
export const OTHER_REGION = 'eu-west-1';

/**
 * stacks/forward.yml comes up with the parameters that the home stack has for it, and each rule of the default bus is there with the
 * same pattern and state, so that the cases of the home stack are cases of it too.
 */
export async function proveForwarding({
  aws,
  stack,
  standing,
}: Pick<Proof, 'aws' | 'stack' | 'standing'>): Promise<readonly Finding[]> {
  const output = await readOutputs(aws, STACK_NAME);
  const parameters = output('ForwardParameters');
  const homeBusArn = `arn:aws:events:${REGION}:${ACCOUNT_ID}:event-bus/${stack.busName}`;
  const atHome = stack.rules.filter((rule) => rule.busName === 'default' && !tellsPeople(rule));
  const finding = JSON.stringify(guardDutyFinding(asUser(standing.exempt)));
  const findings: Finding[] = [];
  for (const [accountId, region] of [
    [ACCOUNT_ID, OTHER_REGION],
    [MEMBER_ACCOUNT_ID, REGION],
  ] as const) {
    const there = connect(aws.endpoint, rootOf(accountId), region);
    await deployForward(there, parameters);
    const rules = await readForwarded(there);
    const where = `account ${accountId}, ${region}`;
    const wrong = atHome.filter((rule) => !rules.some((one) => isTwin(one, rule, homeBusArn)));
    findings.push({
      what: `in ${where} ${rules.length} rules have the patterns and states of home, and send there`,
      passed: wrong.length === 0 && rules.length === atHome.length,
      found: wrong.map(({ logicalId }) => logicalId).join(),
    });
    const EventPattern = rules.find(({ logicalId }) => logicalId === 'GuardDutyFindingRule')?.pattern;
    const { Result } = await there.events.send(new TestEventPatternCommand({ EventPattern, Event: finding }));
    findings.push({ what: `in ${where} a rule matches a finding of GuardDuty`, passed: Result === true });
  }
  return findings;
}

async function deployForward(aws: Aws, parameters: string): Promise<void> {
  await createStack(aws, {
    StackName: NAME,
    TemplateBody: readFileSync(template, 'utf8'),
    Capabilities: ['CAPABILITY_IAM'],
    Parameters: parameters.split(' ').map((word) => {
      const [ParameterKey, ParameterValue = ''] = word.split('=');
      return { ParameterKey, ParameterValue };
    }),
  });
}

interface ForwardedRule extends DeployedRule {
  readonly busArn: string | undefined;
  readonly hasRole: boolean;
  readonly keepsWhatFails: boolean;
}

async function readForwarded(aws: Aws): Promise<readonly ForwardedRule[]> {
  return Promise.all(
    (await readRulesOf(aws, NAME)).map(async (rule) => {
      const { Targets = [] } = await aws.events.send(new ListTargetsByRuleCommand({ Rule: rule.name }));
      const [{ Arn: busArn, RoleArn, DeadLetterConfig } = {}] = Targets;
      const hasRole = RoleArn !== undefined;
      return { ...rule, busArn, hasRole, keepsWhatFails: DeadLetterConfig?.Arn !== undefined };
    }),
  );
}

function isTwin(forwarded: ForwardedRule, { logicalId, pattern, state }: DeployedRule, bus: string): boolean {
  return (
    forwarded.logicalId === logicalId &&
    isDeepStrictEqual(JSON.parse(forwarded.pattern), JSON.parse(pattern)) &&
    forwarded.state === state &&
    forwarded.busArn === bus &&
    forwarded.hasRole &&
    forwarded.keepsWhatFails
  );
}
