import { setTimeout as sleep } from 'node:timers/promises';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { AttachUserPolicyCommand } from '@aws-sdk/client-iam';
import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { asUser, guardDutyFinding } from './events/guard-duty.ts';
import { emptyRetries, putRetry, waitForRetries } from './retry-queue.ts';
import type { Grant, RolePolicy } from './role-policy.ts';
import type { Proof } from './run-case.ts';
import { createUser, readAttachedPolicies } from './users.ts';
import { sendFailingEvent } from './way-back.ts';

export interface Circumstances {
  readonly proof: Proof;
  readonly policy: RolePolicy;
  readonly grant: Grant;
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
    async look({ proof: { aws, stack }, since }) {
      const logGroupName = `/aws/lambda/${stack.functionName}`;
      const { events = [] } = await aws.logs.send(
        new FilterLogEventsCommand({ logGroupName, startTime: since }),
      );
      return enforced(events.length === 0, `${events.length} lines were logged meanwhile`);
    },
  },
  {
    // https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
    actions: ['sqs:SendMessage'],
    async look({ proof, policy, grant }) {
      const { kept } = await sendFailingEvent(proof, policy, [grant]);
      return enforced(!kept, `a failed event ${kept ? 'still' : 'never'} came into the retry queue`);
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
    async look({ proof, policy, grant }) {
      const { aws, stack } = proof;
      const since = Date.now();
      await sendFailingEvent(proof, policy, [grant]);
      const logGroupName = `/aws/lambda/${stack.functionName}`;
      const filterPattern = '"sqs:ChangeMessageVisibility"';
      let denied = 0;
      for (const until = Date.now() + 10_000; denied === 0 && Date.now() < until; await sleep(500)) {
        const request = { logGroupName, startTime: since, filterPattern };
        const { events = [] } = await aws.logs.send(new FilterLogEventsCommand(request));
        denied = events.length;
      }
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
