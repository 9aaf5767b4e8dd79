/** Calls that silence the responder, each on something of ours. `named` makes its parameters with the name of a thing. */
export interface OwnCall {
  readonly rule: string;
  readonly service: string;
  readonly names: readonly string[];
  /** The thing, by its logical id, and what the parameter has of it. */
  readonly of: string;
  readonly what: 'name' | 'arn' | 'url' | 'part' | 'end' | 'shorter' | 'version' | 'latest';
  readonly parameters: (named: string) => object;
  /** How the text of a refusal names it, if not by its ARN. */
  readonly refusedAs?: 'role';
}

const FUNCTION = { service: 'lambda', rule: 'OwnFunctionsRule', of: 'RespondLambdaFunction' } as const;
const functionName = (named: string) => ({ functionName: named });
/** https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html */
const ON_FUNCTIONS = [
  ...[
    'PutFunctionConcurrency20171031',
    'UpdateFunctionCode20150331v2',
    'UpdateFunctionConfiguration20150331v2',
  ],
  ...['DeleteFunction20150331', 'DeleteFunction', 'AddPermission20150331v2', 'RemovePermission20150331v2'],
  ...['PutFunctionEventInvokeConfig', 'UpdateFunctionEventInvokeConfig', 'DeleteFunctionEventInvokeConfig'],
];
const ON_TOPICS = ['DeleteTopic', 'SetTopicAttributes', 'AddPermission', 'RemovePermission'];
const ON_RULES = ['DisableRule', 'EnableRule', 'DeleteRule', 'PutRule'];
const ON_TARGETS = ['RemoveTargets', 'PutTargets'];
const QUEUES = ['RetryQueue', 'DeadLetterQueue', 'UndeliveredAlertsQueue', 'HeartbeatQueue'];
const name = (named: string) => ({ name: named });

export const ownCalls: readonly OwnCall[] = [
  { ...FUNCTION, names: ON_FUNCTIONS, what: 'name', parameters: functionName },
  { ...FUNCTION, names: ON_FUNCTIONS, what: 'arn', parameters: functionName },
  { ...FUNCTION, names: ON_FUNCTIONS, what: 'part', parameters: functionName },
  { ...FUNCTION, names: ON_FUNCTIONS, what: 'end', parameters: functionName },
  { ...FUNCTION, names: ON_FUNCTIONS, what: 'shorter', parameters: functionName },
  { ...FUNCTION, names: ON_FUNCTIONS, what: 'version', parameters: functionName },
  { ...FUNCTION, names: ON_FUNCTIONS, what: 'latest', parameters: functionName },
  {
    ...FUNCTION,
    of: 'DeadlettersLambdaFunction',
    names: ON_FUNCTIONS,
    what: 'name',
    parameters: functionName,
  },
  {
    service: 'lambda',
    rule: 'OwnMappingsRule',
    of: 'RespondRetries',
    names: ['UpdateEventSourceMapping20150331', 'DeleteEventSourceMapping20150331'],
    what: 'name',
    parameters: (uUID) => ({ uUID }),
  },
  {
    service: 'lambda',
    rule: 'OwnMappingsRule',
    of: 'RespondRetries',
    names: ['UpdateEventSourceMapping20150331', 'DeleteEventSourceMapping20150331'],
    what: 'name',
    parameters: (uuid) => ({ uuid }),
  },
  ...QUEUES.map((of) => ({
    service: 'lambda',
    rule: 'OwnMappingsRule',
    of,
    names: ['CreateEventSourceMapping20150331'],
    what: 'arn' as const,
    parameters: (eventSourceArn: string) => ({ functionName: 'drain', eventSourceArn }),
  })),
  ...(['name', 'arn'] as const).flatMap((what) => [
    {
      service: 'events',
      rule: 'OwnBusRule',
      of: 'ResponderBus',
      names: [...ON_RULES, 'PutPermission', 'RemovePermission'],
      what,
      parameters: (eventBusName: string) => ({ name: 'any', eventBusName }),
    },
    {
      service: 'events',
      rule: 'OwnBusRule',
      of: 'ResponderBus',
      names: ON_TARGETS,
      what,
      parameters: (eventBusName: string) => ({ rule: 'any', eventBusName }),
    },
  ]),
  {
    service: 'events',
    rule: 'OwnBusRule',
    of: 'ResponderBus',
    names: ['DeleteEventBus', 'UpdateEventBus'],
    what: 'name',
    parameters: name,
  },
  ...['AlertTopic', 'OperationsTopic', 'PagerTopic'].flatMap((of) => [
    {
      service: 'sns',
      rule: 'OwnTopicsRule',
      of,
      names: ON_TOPICS,
      what: 'arn' as const,
      parameters: (topicArn: string) => ({ topicArn }),
    },
    {
      service: 'sns',
      rule: 'OwnTopicsRule',
      of,
      names: ['Unsubscribe', 'SetSubscriptionAttributes'],
      what: 'arn' as const,
      parameters: (arn: string) => ({ subscriptionArn: `${arn}:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0` }),
    },
  ]),
  {
    service: 'sns',
    rule: 'OwnTopicsRule',
    of: 'AlertTopic',
    names: ['PutDataProtectionPolicy'],
    what: 'arn',
    parameters: (resourceArn) => ({ resourceArn }),
  },
  ...['AlertKey', 'PagerKey'].flatMap((of) =>
    (['name', 'arn'] as const).map((what) => ({
      service: 'kms',
      rule: 'OwnKeysRule',
      of,
      names: ['DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy'],
      what,
      parameters: (keyId: string) => ({ keyId }),
    })),
  ),
  ...QUEUES.map((of) => ({
    service: 'sqs',
    rule: 'OwnQueuesRule',
    of,
    names: ['StartMessageMoveTask'],
    what: 'arn' as const,
    parameters: (sourceArn: string) => ({
      sourceArn,
      destinationArn: 'arn:aws:sqs:us-east-1:111122223333:elsewhere',
    }),
  })),
  // SQS takes a name where the address should be: the SDK for JavaScript has `useQueueUrlAsEndpoint` for that.
  ...(['url', 'name'] as const).flatMap((what) =>
    QUEUES.map((of) => ({
      service: 'sqs',
      rule: 'OwnQueuesRule',
      of,
      names: ['DeleteQueue', 'PurgeQueue', 'SetQueueAttributes', 'AddPermission', 'RemovePermission'],
      what,
      parameters: (queueUrl: string) => ({ queueUrl }),
    })),
  ),
  ...(['name', 'arn'] as const).map((what) => ({
    service: 'dynamodb',
    rule: 'OwnLedgerRule',
    of: 'Ledger',
    names: ['DeleteTable', 'UpdateTable', 'UpdateTimeToLive', 'UpdateContinuousBackups'],
    what,
    parameters: (tableName: string) => ({ tableName }),
  })),
  {
    service: 'dynamodb',
    rule: 'OwnLedgerRule',
    of: 'Ledger',
    names: ['PutResourcePolicy', 'DeleteResourcePolicy'],
    what: 'arn',
    parameters: (resourceArn) => ({ resourceArn }),
  },
  {
    service: 'monitoring',
    rule: 'OwnAlarmsRule',
    of: 'RespondErrorsAlarm',
    names: ['DeleteAlarms', 'DisableAlarmActions'],
    what: 'name',
    parameters: (alarm) => ({ alarmNames: ['other', alarm] }),
  },
  {
    service: 'monitoring',
    rule: 'OwnAlarmsRule',
    of: 'RespondErrorsAlarm',
    names: ['PutMetricAlarm', 'SetAlarmState'],
    what: 'name',
    parameters: (alarmName) => ({ alarmName }),
  },
  {
    service: 'monitoring',
    rule: 'OwnAlarmsRule',
    of: 'HeartbeatAlarm',
    names: ['PutAlarmMuteRule'],
    what: 'name',
    parameters: (alarm) => ({ name: 'maintenance', muteTargets: { alarmNames: ['other', alarm] } }),
  },
  ...['RespondLogGroup', 'DeadlettersLogGroup'].flatMap((of) => [
    {
      service: 'logs',
      rule: 'OwnLogsRule',
      of,
      names: ['DeleteLogGroup', 'DeleteLogStream', 'AssociateKmsKey'],
      what: 'name' as const,
      parameters: (logGroupName: string) => ({ logGroupName }),
    },
    {
      service: 'logs',
      rule: 'OwnLogsRule',
      of,
      names: ['PutDataProtectionPolicy'],
      what: 'name' as const,
      parameters: (logGroupIdentifier: string) => ({ logGroupIdentifier }),
    },
    {
      service: 'logs',
      rule: 'OwnLogsRule',
      of,
      names: ['AssociateKmsKey'],
      what: 'arn' as const,
      parameters: (resourceIdentifier: string) => ({ resourceIdentifier }),
    },
  ]),
  // The identifiers that CloudFormation has: the registry's schema of each type, `primaryIdentifier`.
  ...(
    [
      ...[
        ['RespondLambdaFunction', 'name'],
        ['RespondRetries', 'name'],
        ['ResponderBus', 'name'],
        ['ReportRule', 'arn'],
      ],
      ...[
        ['HeartbeatAlarm', 'name'],
        ['AlertTopic', 'arn'],
        ['AlertKey', 'name'],
        ['PagerKey', 'name'],
        ['HeartbeatQueue', 'url'],
      ],
      ...[
        ['Ledger', 'name'],
        ['RespondRole', 'name'],
        ['TamperRole', 'name'],
        ['RespondLogGroup', 'name'],
      ],
    ] as const
  ).map(([of, what]) => ({
    service: 'cloudcontrolapi',
    rule: 'OwnResourcesRule',
    of,
    names: ['UpdateResource', 'DeleteResource'],
    what,
    parameters: (identifier: string) => ({ typeName: 'AWS::Some::Type', identifier }),
  })),
  ...['RespondRole', 'DeadlettersRole', 'TamperRole'].map((of) => ({
    service: 'iam',
    rule: 'OwnRolesRule',
    of,
    names: [
      ...['DeleteRole', 'UpdateAssumeRolePolicy', 'PutRolePolicy', 'DeleteRolePolicy', 'AttachRolePolicy'],
      ...['DetachRolePolicy', 'PutRolePermissionsBoundary', 'DeleteRolePermissionsBoundary'],
    ],
    what: 'name' as const,
    parameters: (roleName: string) => ({ roleName }),
    refusedAs: 'role' as const,
  })),
  {
    service: 'iam',
    rule: 'OwnRolesRule',
    of: 'RespondRole',
    names: ['DeleteRolePolicy', 'AttachRolePolicy'],
    what: 'name',
    parameters: (roleName) => ({ roleName: roleName.toUpperCase() }),
    refusedAs: 'role',
  },
];

/** The calls on a rule of the default bus, and on its targets. */
export function callsOnRule(of: string, rule: string): readonly OwnCall[] {
  const call = { service: 'events', rule, of, what: 'name' } as const;
  return [
    { ...call, names: ON_RULES, parameters: (named) => ({ name: named }) },
    { ...call, names: ON_TARGETS, parameters: (named) => ({ rule: named, eventBusName: 'default' }) },
  ];
}
