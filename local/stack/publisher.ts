import { randomUUID } from 'node:crypto';
import type { PublishedMessage } from '../aws/sns.ts';
import { bodiesOf } from '../aws/sns-message.ts';
import type { TargetDescription } from '../template/rules.ts';
import type { StackDescription } from '../template.ts';

/** What EventBridge publishes with the role of a rule's target. It has no subject. */
export class Publisher {
  readonly #description: StackDescription;
  readonly #published: (message: PublishedMessage) => void;

  constructor(description: StackDescription, published: (message: PublishedMessage) => void) {
    this.#description = description;
    this.#published = published;
  }

  /** Whether there is such a topic. */
  has(arn: string): boolean {
    return this.#description.topics.some((topic) => topic.arn === arn);
  }

  /** @returns the id of the message. `undefined` if the target has no role that may publish. */
  publish({ arn: topicArn, roleArn = '' }: TargetDescription, message: string): string | undefined {
    const { roles, grants } = this.#description;
    const role = roles.find(({ arn }) => arn === roleArn);
    if (role === undefined || grants.get(role.name)?.has('sns:Publish') !== true) return undefined;
    const messageId = randomUUID();
    this.#published({
      messageId,
      topicArn,
      at: new Date(),
      publisherArn: roleArn,
      subject: undefined,
      message,
      bodies: bodiesOf(message, undefined),
      attributes: {},
    });
    return messageId;
  }
}
