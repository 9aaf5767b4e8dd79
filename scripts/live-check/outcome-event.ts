import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { makeDecoy, newName } from './decoy.ts';
import type { Means, Point, Verdict } from './point.ts';
import { makeQueue } from './queue.ts';
import { REPORT_PLAN, readOutput, reportDecoy } from './report-decoy.ts';

export const outcomeEvent: Point = {
  name: 'outcome-event',
  shows: 'the outcome event of a report arrives at a rule on the bus of the stack, and says what IAM says',
  plan: () => [
    'sqs:CreateQueue, sqs:ReceiveMessage, sqs:GetQueueUrl, sqs:DeleteQueue: a queue ckr-live-check-…',
    'events:PutRule, events:PutTargets, events:RemoveTargets, events:DeleteRule: a rule of that name',
    ...REPORT_PLAN,
  ],
  run,
};

async function run(means: Means): Promise<Verdict> {
  const { account, region, signal, settleSeconds, leftovers, clients } = means;
  const bus = await readOutput(means, 'ResponderBusName');
  const partition = (await readOutput(means, 'AlertTopicArn')).split(':')[1];
  const Name = newName();
  const arn = `arn:${partition}:events:${region}:${account}:rule/${bus}/${Name}`;
  const queue = await makeQueue(means, Name, { service: 'events', arn });
  const rule = { EventBusName: bus, Rule: Name };
  leftovers.add(`EventBridge rule ${Name} on ${bus}`, () =>
    clients.events.send(new DeleteRuleCommand({ EventBusName: bus, Name })),
  );
  const EventPattern = JSON.stringify({ source: ['compromised-key-responder'] });
  await clients.events.send(new PutRuleCommand({ EventBusName: bus, Name, EventPattern }));
  leftovers.add(`the target of rule ${Name}`, () =>
    clients.events.send(new RemoveTargetsCommand({ ...rule, Ids: ['queue'] })),
  );
  await clients.events.send(new PutTargetsCommand({ ...rule, Targets: [{ Id: 'queue', Arn: queue.arn }] }));
  const decoy = await makeDecoy(means);
  await sleep(settleSeconds * 1000, undefined, { signal });
  await reportDecoy(means, bus, decoy);
  const body = await queue.find(decoy.accessKeyId);
  if (body === undefined)
    return { result: 'FAIL', sentence: `no outcome event came for ${decoy.accessKeyId}` };
  const { detail }: { detail?: { state?: string } } = JSON.parse(body);
  const status = await decoy.readStatus();
  const sentence = `the outcome event says ${detail?.state}, and IAM says ${status}`;
  return { result: (detail?.state === 'CONTAINED') === (status === 'Inactive') ? 'PASS' : 'FAIL', sentence };
}
