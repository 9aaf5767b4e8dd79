/** A queue that hears a topic, and the policy that lets SNS put into it what that topic publishes, and nothing else. */
export function queueOn(
  name: string,
  topicArn: string,
  attributes: object = {},
): Readonly<Record<string, object>> {
  return {
    [`${name}Queue`]: { Type: 'AWS::SQS::Queue' },
    [`${name}QueuePolicy`]: queuePolicy(`${name}Queue`, 'sns.amazonaws.com', {
      Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
    }),
    [`${name}Subscription`]: {
      Type: 'AWS::SNS::Subscription',
      Properties: { TopicArn: topicArn, Protocol: 'sqs', Endpoint: arnOf(`${name}Queue`), ...attributes },
    },
  };
}

export function queuePolicy(queue: string, service: string, restriction: object = {}): object {
  const statement = {
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'sqs:SendMessage',
    Resource: arnOf(queue),
    ...restriction,
  };
  return {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: queue }],
      PolicyDocument: { Version: '2012-10-17', Statement: [statement] },
    },
  };
}

export function arnOf(logicalId: string): object {
  return { 'Fn::GetAtt': [logicalId, 'Arn'] };
}
