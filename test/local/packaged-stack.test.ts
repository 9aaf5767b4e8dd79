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

  it('lets every rule invoke its functions, and keeps what could not be delivered', () => {
    const queues = stack.queues.map(({ arn }) => arn);
    for (const { logicalId, targets } of stack.rules) {
      for (const { mayInvoke, deadLetterArn } of targets) {
        expect({ logicalId, mayInvoke }).toEqual({ logicalId, mayInvoke: true });
        expect(queues).toContain(deadLetterArn);
      }
    }
    expect(stack.rules.length).toBeGreaterThan(0);
  });

  it('gives every function a role and a queue of its own stack', () => {
    for (const { roleArn, asynchronous } of stack.functions) {
      expect(stack.roles.map(({ arn }) => arn)).toContain(roleArn);
      expect(stack.queues.map(({ arn }) => arn)).toContain(asynchronous.onFailureArn);
    }
  });

  it('names only things of its own partition', () => {
    const foreign = JSON.stringify(stack)
      .match(/arn:(aws[\w-]*):/g)
      ?.filter((arn) => arn !== `arn:${partition}:`);
    expect(foreign).toEqual([]);
  });
});
