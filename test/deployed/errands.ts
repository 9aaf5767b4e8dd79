import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { AttachUserPolicyCommand } from '@aws-sdk/client-iam';
import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { asUser, guardDutyFinding } from './events/guard-duty.ts';
import { invoke } from './invoke.ts';
import { readLogGroup } from './log-group.ts';
import { emptyRetries, putRetry, waitForLog, waitForRetries } from './retry-queue.ts';
import type { Grant, RolePolicy } from './role-policy.ts';
import type { Proof } from './run-case.ts';
import { createUser, readAttachedPolicies } from './users.ts';

export interface Circumstances {
  readonly proof: Proof;
  readonly policy: RolePolicy;
  readonly grant: Grant;
  /** Of the functions that have the role. */
  readonly functionNames: readonly string[];
  /** When the action was taken away. Every case has passed since, without it. */
  readonly since: number;
}

export type Verdict =
  | 'needed'
  | 'not enforced by MiniStack'
  | 'never called on MiniStack'
  | 'granted for nothing';

interface Judgement {
  readonly verdict: Verdict;
  readonly evidence: string;
}

type Errand = (circumstances: Circumstances) => Promise<Judgement>;

/**
 * What AWS's services do with the role for the function, without any line of it asking, and what only happens where
 * MiniStack is unlike AWS. @returns what finds out, for an action that no case misses, whether that is why.
 */
export function errandFor(action: string): Errand | undefined {
  return errands.find(({ actions }) => actions.includes(action))?.look;
}

const errands: readonly { readonly actions: readonly string[]; readonly look: Errand }[] = [
  {
    // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
    actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
    async look({ proof: { aws, stack } }) {
      const keys: string[] = [];
      for (const TopicArn of [stack.alertTopicArn, stack.pagerTopicArn]) {
        const { Attributes } = await aws.sns.send(new GetTopicAttributesCommand({ TopicArn }));
        keys.push(Attributes?.['KmsMasterKeyId'] ?? 'no key: it leaves out what the template says');
      }
      return enforced(false, `alerts still come; the topics are encrypted with ${[...new Set(keys)].join()}`);
    },
  },
  {
    // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    async look({ proof: { aws }, functionNames, since }) {
      let lines = 0;
      for (const functionName of functionNames) {
        const logGroupName = await readLogGroup(aws, functionName);
        const request = new FilterLogEventsCommand({ logGroupName, startTime: since });
        lines += (await aws.logs.send(request)).events?.length ?? 0;
      }
      return enforced(lines === 0, `${lines} lines were logged meanwhile`);
    },
  },
  {
    // Lambda sends failed events with the role, and the function itself those that hold a secret: MiniStack asks the latter.
    // https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
    actions: ['sqs:SendMessage'],
    async look({ proof: { aws, stack }, policy, grant }) {
      const finding = guardDutyFinding(asUser(await createUser(aws, 'unstoppable')));
      const event = { ...finding, detail: { ...finding.detail, sessionToken: 'a secret' } };
      const { thrown } = await policy.without([...toChangeKeys(policy), grant], () =>
        invoke(aws, stack, event),
      );
      const found = thrown === undefined ? 'is sent' : 'cannot be sent, and the function throws';
      return enforced(thrown !== undefined, `an event with a secret that fails ${found}`);
    },
  },
  {
    // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
    actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    async look({ proof: { aws, stack }, policy, grant }) {
      await emptyRetries(aws, stack);
      const gone = await policy.without([grant], async () => {
        await putRetry(aws, stack, guardDutyFinding(asUser(await createUser(aws, 'returned'))));
        return waitForRetries(aws, stack, { count: 0, seconds: 20 });
      });
      return enforced(!gone, `a message of the retry queue is ${gone ? 'still' : 'never'} read and deleted`);
    },
  },
  {
    actions: ['sqs:ChangeMessageVisibility'],
    async look({ proof: { aws, stack }, policy, grant }) {
      const since = Date.now();
      await emptyRetries(aws, stack);
      const denied = await policy.without([...toChangeKeys(policy), grant], async () => {
        await putRetry(aws, stack, guardDutyFinding(asUser(await createUser(aws, 'unstoppable'))));
        return waitForLog(aws, stack, { text: 'sqs:ChangeMessageVisibility', since, seconds: 20 });
      });
      await emptyRetries(aws, stack);
      return enforced(denied > 0, `${denied} lines of the log tell that a wait could not be set`);
    },
  },
  {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: ten managed policies on a user.
    actions: ['iam:PutUserPermissionsBoundary'],
    async look({ proof: { aws } }) {
      const count = await attachAsManyAsGo(aws, 11);
      return count === 11
        ? {
            verdict: 'never called on MiniStack',
            evidence: `it attaches ${count} policies to one user; AWS attaches ten`,
          }
        : {
            verdict: 'granted for nothing',
            evidence: `MiniStack attaches only ${count} policies: this needs a case`,
          };
    },
  },
];

function toChangeKeys({ grants }: RolePolicy): readonly Grant[] {
  return grants.filter(({ action }) => action === 'iam:UpdateAccessKey');
}

function enforced(isEnforced: boolean, evidence: string): Judgement {
  return { verdict: isEnforced ? 'needed' : 'not enforced by MiniStack', evidence };
}

async function attachAsManyAsGo(aws: Proof['aws'], most: number): Promise<number> {
  const user = await createUser(aws, 'laden');
  for (let number = 1; number <= most; number += 1) {
    const PolicyArn = `arn:aws:iam::aws:policy/Example${number}`;
    await aws.iam
      .send(new AttachUserPolicyCommand({ UserName: user.name, PolicyArn }))
      .catch(() => undefined);
  }
  return (await readAttachedPolicies(user)).length;
}
