import { arn, beginning, callsOn, type DirectRule, ofPager, ref, sub } from './direct-rule.ts';
import { CALLS_ON_RULES } from './own-rules.ts';

const PAGES = { pagesIf: 'HasPager' } as const;

/** The alarm believes what comes into the last of them. */
export const QUEUES = ['RetryQueue', 'DeadLetterQueue', 'UndeliveredAlertsQueue', 'HeartbeatQueue'];

/**
 * @param functions the logical ids of the functions. A caller may write the name, the ARN or any end of it, even without the word
 * `function`, with a version. Lambda API reference, the pattern of `FunctionName`.
 */
export function onFunctions(functions: readonly string[]): DirectRule {
  const functionName = functions.flatMap((id) => [
    ref(id),
    { suffix: sub(`:\${${id}}`) },
    { suffix: sub(`\${${id}}:$LATEST`) },
    { prefix: sub(`\${${id}}:`) },
    { prefix: sub(`\${${id}.Arn}:`) },
  ]);
  return {
    id: 'OwnFunctionsRule',
    description: 'Somebody stops, changes or deletes a function of this stack, or who may invoke it.',
    ...PAGES,
    pattern: callsOn({
      service: 'lambda',
      calls: [
        ...beginning(
          ...['PutFunctionConcurrency', 'UpdateFunctionCode', 'UpdateFunctionConfiguration'],
          ...['AddPermission', 'RemovePermission', 'DeleteFunction2'],
          ...['PutFunctionEventInvoke', 'UpdateFunctionEventInvoke', 'DeleteFunctionEventInvoke'],
        ),
        // Without a version, too: with a beginning it would be `DeleteFunctionConcurrency` as well.
        'DeleteFunction',
      ],
      names: [{ functionName }],
    }),
  };
}

/** @param mappings the logical ids of what gives messages of queues to functions. */
export function onMappings(mappings: readonly string[]): DirectRule {
  return {
    id: 'OwnMappingsRule',
    description:
      'Somebody stops the retry queue from being read, or has another function read a queue of this stack.',
    ...PAGES,
    pattern: callsOn({
      service: 'lambda',
      calls: beginning(
        ...['UpdateEventSourceMapping', 'DeleteEventSourceMapping', 'CreateEventSourceMapping'],
      ),
      names: [
        // So CloudTrail begins the name `UUID` with a small letter. Lambda's own name for it in records is not documented.
        { uUID: mappings.map(ref) },
        { uuid: mappings.map(ref) },
        { eventSourceArn: QUEUES.map(arn) },
      ],
    }),
  };
}

/** A live check makes a rule of its own there (docs/live-check.md). Of ours none has such a name. */
const NOT_OF_LIVE_CHECK = [{ exists: false }, { 'anything-but': { prefix: 'ckr-live-check-' } }];

/** The rules on the bus of the stack, the bus, and the key of the default bus, by which its rules are encrypted, too. */
export const onBus: DirectRule = {
  id: 'OwnBusRule',
  description: 'Somebody changes the bus of this stack, a rule on it, or the key of the default bus.',
  ...PAGES,
  pattern: callsOn({
    service: 'events',
    calls: [...CALLS_ON_RULES, ...['DeleteEventBus', 'UpdateEventBus', 'PutPermission', 'RemovePermission']],
    names: [
      {
        eventBusName: [ref('ResponderBus'), arn('ResponderBus')],
        name: NOT_OF_LIVE_CHECK,
        rule: NOT_OF_LIVE_CHECK,
      },
      { name: [ref('ResponderBus'), arn('ResponderBus')] },
      // A rule may have this name, but no call on a rule has a key. EventBridge user guide, "Encrypting event buses with KMS keys".
      { name: ['default'], kmsKeyIdentifier: [{ exists: true }] },
    ],
  }),
};

export const onTopics: DirectRule = {
  id: 'OwnTopicsRule',
  description: 'Somebody deletes or changes a topic of this stack or a subscription of it.',
  ...PAGES,
  pattern: callsOn({
    service: 'sns',
    calls: [
      ...[
        'DeleteTopic',
        'SetTopicAttributes',
        'AddPermission',
        'RemovePermission',
        'PutDataProtectionPolicy',
      ],
      ...['Unsubscribe', 'SetSubscriptionAttributes'],
    ],
    names: [
      { topicArn: [ref('AlertTopic'), ref('OperationsTopic'), ofPager(ref('PagerTopic'))] },
      { resourceArn: [ref('AlertTopic'), ref('OperationsTopic'), ofPager(ref('PagerTopic'))] },
      {
        subscriptionArn: [
          { prefix: sub(`\${AlertTopic}:`) },
          { prefix: sub(`\${OperationsTopic}:`) },
          ofPager({ prefix: sub(`\${PagerTopic}:`) }),
        ],
      },
    ],
  }),
};

export const onKeys: DirectRule = {
  id: 'OwnKeysRule',
  description: 'Somebody disables or deletes a key that encrypts alerts, or changes who may use it.',
  ...PAGES,
  pattern: callsOn({
    service: 'kms',
    calls: ['DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy'],
    names: [
      { keyId: [ref('AlertKey'), arn('AlertKey'), ofPager(ref('PagerKey')), ofPager(arn('PagerKey'))] },
    ],
  }),
};

const name = (queue: string) => ({ 'Fn::GetAtt': [queue, 'QueueName'] });

export const onQueues: DirectRule = {
  id: 'OwnQueuesRule',
  description: 'Somebody deletes, empties or changes a queue of this stack.',
  ...PAGES,
  pattern: callsOn({
    service: 'sqs',
    calls: [
      ...['DeleteQueue', 'PurgeQueue', 'SetQueueAttributes', 'AddPermission', 'RemovePermission'],
      'StartMessageMoveTask',
    ],
    names: [
      // The host of the address has several spellings, and SQS takes the bare name for an address, too.
      { queueUrl: QUEUES.map((id) => ({ suffix: name(id) })) },
      // Without a destination, or into the retry queue, people give dead letters back.
      { sourceArn: QUEUES.map(arn), destinationArn: [{ 'anything-but': [arn('RetryQueue')] }] },
    ],
  }),
};

export const onLedger: DirectRule = {
  id: 'OwnLedgerRule',
  description: 'Somebody deletes the ledger, or changes what protects it.',
  ...PAGES,
  pattern: callsOn({
    service: 'dynamodb',
    calls: [
      ...['DeleteTable', 'UpdateTable', 'UpdateTimeToLive', 'UpdateContinuousBackups'],
      ...['PutResourcePolicy', 'DeleteResourcePolicy'],
    ],
    names: [{ tableName: [ref('Ledger'), arn('Ledger')] }, { resourceArn: [arn('Ledger')] }],
  }),
};

/** Their names are never cut: an alarm's may have 255 characters. */
export const ALARMS = [{ prefix: sub(`\${AWS::StackName}-`) }];

export const onAlarms: DirectRule = {
  id: 'OwnAlarmsRule',
  description: 'Somebody deletes, mutes or changes an alarm of this stack, or says that it is over.',
  ...PAGES,
  pattern: callsOn({
    service: 'monitoring',
    calls: ['DeleteAlarms', 'DisableAlarmActions', 'PutMetricAlarm', 'SetAlarmState', 'PutAlarmMuteRule'],
    names: [{ alarmNames: ALARMS }, { alarmName: ALARMS }, { muteTargets: { alarmNames: ALARMS } }],
  }),
};

/**
 * CloudWatch takes the metrics of the functions from their logs, and `StoppedLateAlarm` rings by one of them. How long a log is kept
 * is what an organization sets for all of them, and silences nothing.
 * @param logs their logical ids.
 */
export function onLogs(logs: readonly string[]): DirectRule {
  return {
    id: 'OwnLogsRule',
    description:
      'Somebody deletes a log of this stack, or changes the key or the policy by which it is written.',
    ...PAGES,
    pattern: callsOn({
      service: 'logs',
      calls: ['DeleteLogGroup', 'DeleteLogStream', 'AssociateKmsKey', 'PutDataProtectionPolicy'],
      names: [
        { logGroupName: logs.map(ref) },
        ...['logGroupIdentifier', 'resourceIdentifier'].map((name) => ({
          [name]: logs.flatMap((id) => [ref(id), { suffix: sub(`:log-group:\${${id}}`) }]),
        })),
      ],
    }),
  };
}

/** @param roles their logical ids. */
export function onRoles(roles: readonly string[]): DirectRule {
  return {
    id: 'OwnRolesRule',
    description: 'Somebody deletes a role of this stack, or changes what it may do or who may have it.',
    ...PAGES,
    pattern: callsOn({
      service: 'iam',
      calls: [
        ...['DeleteRole', 'UpdateAssumeRolePolicy', 'PutRolePolicy', 'DeleteRolePolicy'],
        ...[
          'AttachRolePolicy',
          'DetachRolePolicy',
          'PutRolePermissionsBoundary',
          'DeleteRolePermissionsBoundary',
        ],
      ],
      names: [{ roleName: namesOfRoles(roles) }],
    }),
  };
}

/** IAM does not tell names apart by case (IAM API reference, CreateRole), so a caller may write one otherwise. */
export function namesOfRoles(roles: readonly string[]): readonly object[] {
  return roles.map((id) => ({ 'equals-ignore-case': ref(id) }));
}
