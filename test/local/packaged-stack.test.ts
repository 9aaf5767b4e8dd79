import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { readStack } from '../../local/template.ts';

const packageFolder = fileURLToPath(new URL('../../.serverless', import.meta.url));

describe.each([
  { partition: 'aws', region: 'us-east-1' },
  { partition: 'aws-us-gov', region: 'us-gov-west-1' },
  { partition: 'aws-cn', region: 'cn-north-1' },
])('the packaged template in $partition', ({ partition, region }) => {
  const stack = readStack(packageFolder, {
    accountId: '111122223333',
    region,
    partition,
    stackName: 'responder',
  });

  const queues = stack.queues.map(({ arn }) => arn);
  const ofSchedules = new Set(
    stack.rules.filter(({ pattern }) => pattern === undefined).map(({ logicalId }) => logicalId),
  );

  const topics = stack.topics.map(({ arn }) => arn);
  const mayPublish = stack.roles.filter(({ name }) => stack.grants.get(name)?.has('sns:Publish'));

  it('lets every rule invoke its functions or publish, and keeps what could not be delivered, except of a schedule', () => {
    for (const { logicalId, targets } of stack.rules) {
      for (const { arn, mayInvoke, deadLetterArn, roleArn } of targets) {
        const may = topics.includes(arn) ? mayPublish.some((role) => role.arn === roleArn) : mayInvoke;
        expect({ logicalId, may }).toEqual({ logicalId, may: true });
        if (ofSchedules.has(logicalId)) expect(deadLetterArn).toBeUndefined();
        else expect(queues).toContain(deadLetterArn);
      }
    }
    expect(stack.rules.length).toBeGreaterThan(0);
  });

  it('gives every function a role, and brings back what fails from the queue that it reads', () => {
    for (const { roleArn } of stack.functions) {
      expect(stack.roles.map(({ arn }) => arn)).toContain(roleArn);
    }
    const [mapping] = stack.mappings;
    const reader = stack.functions.find(({ arn }) => arn === mapping?.functionArn);
    expect(reader?.logicalId).toBe('RespondLambdaFunction');
    expect(reader?.asynchronous.onFailureArn).toBe(mapping?.queueArn);
    expect(mapping).toMatchObject({ batchSize: 1, reportsFailures: true });
  });

  it('names only things of its own partition', () => {
    const foreign = JSON.stringify(stack)
      .match(/arn:(aws[\w-]*):/g)
      ?.filter((arn) => arn !== `arn:${partition}:`);
    expect(foreign).toEqual([]);
  });
});
