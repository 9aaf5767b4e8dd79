import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { metrics } from '../src/core/metrics.ts';
import { NAMESPACE } from '../src/embedded-metrics.ts';
import { deadlettersFunction } from '../src/functions/deadletters-function.ts';
import { packagedTemplate, resourcesOf } from './packaged.ts';

interface Metric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: unknown }[];
}

interface Query {
  readonly Id: string;
  readonly Expression?: string;
  readonly ReturnData: boolean;
  readonly MetricStat?: { readonly Metric: Metric; readonly Stat: string; readonly Period: number };
}

interface Alarm extends Metric {
  readonly AlarmDescription: string;
  readonly AlarmActions: readonly unknown[];
  readonly OKActions: readonly unknown[];
  readonly EvaluationPeriods: number;
  readonly Period?: number;
  readonly TreatMissingData: string;
  readonly Metrics?: readonly Query[];
}

const alarms = resourcesOf('AWS::CloudWatch::Alarm').map(
  ([id, { Properties, Condition }]) =>
    [id, { condition: Condition, ...(Properties as unknown as Alarm) }] as const,
);
const withMath = alarms.flatMap(([id, { Metrics }]) =>
  Metrics === undefined ? [] : [[id, Metrics] as const],
);

const functionNames = resourcesOf('AWS::Lambda::Function').map(([id]) => id.replace('LambdaFunction', ''));

/** The metrics that some alarm watches with these dimensions. */
function watched(namespace: string, dimensions: Metric['Dimensions'], condition?: string): readonly string[] {
  return alarms
    .filter(([, alarm]) => alarm.condition === condition)
    .flatMap(([, { Metrics, ...plain }]): readonly Metric[] =>
      Metrics === undefined
        ? [plain]
        : Metrics.flatMap(({ MetricStat }) => (MetricStat === undefined ? [] : [MetricStat.Metric])),
    )
    .filter(({ Namespace }) => Namespace === namespace)
    .filter(({ Dimensions }) => JSON.stringify(Dimensions) === JSON.stringify(dimensions))
    .map(({ MetricName }) => MetricName);
}

test.each(resourcesOf('AWS::Lambda::Function').map(([id]) => id))(
  'what goes wrong with %s is told, and what of its events is late or lost',
  (id) => {
    const config = resourcesOf('AWS::Lambda::EventInvokeConfig').find(([, { Properties }]) =>
      JSON.stringify(Properties['FunctionName']).includes(`"${id}"`),
    );
    const { OnFailure } = (config?.[1].Properties['DestinationConfig'] ?? {}) as { OnFailure?: object };
    expect(watched('AWS/Lambda', [{ Name: 'FunctionName', Value: { Ref: id } }]).toSorted()).toEqual(
      [
        ...['AsyncEventAge', 'AsyncEventsDropped', 'Errors', 'Throttles'],
        ...(OnFailure === undefined ? [] : ['DestinationDeliveryFailures']),
      ].toSorted(),
    );
  },
);

test('an event is told to be late before Lambda drops it', () => {
  for (const [id, { Properties }] of resourcesOf('AWS::Lambda::EventInvokeConfig')) {
    const alarm = packagedTemplate().Resources[id.replace('LambdaEvConf', 'AsyncEventAgeAlarm')];
    const seconds = Number(alarm?.Properties['Threshold']) / 1000;
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThan(Number(Properties['MaximumEventAgeInSeconds']));
  }
});

test.each(resourcesOf('AWS::Events::Rule'))(
  'what EventBridge cannot deliver for %s is told',
  (id, { Condition, Properties }) => {
    const arn = { 'Fn::GetAtt': [id, 'Arn'] };
    const dimensions =
      'EventBusName' in Properties
        ? [
            { Name: 'EventBusName', Value: Properties['EventBusName'] },
            { Name: 'RuleName', Value: { 'Fn::Select': [2, { 'Fn::Split': ['/', arn] }] } },
          ]
        : [{ Name: 'RuleName', Value: { Ref: id } }];
    expect(watched('AWS/Events', dimensions, Condition)).toEqual([
      'FailedInvocations',
      'InvocationsSentToDlq',
    ]);
  },
);

test.each(resourcesOf('AWS::SNS::Topic').filter(([id]) => id !== 'OperationsTopic'))(
  'a message of %s that fails, and one that nobody hears, is told',
  (id, { Condition }) => {
    const dimensions = [{ Name: 'TopicName', Value: { 'Fn::GetAtt': [id, 'TopicName'] } }];
    expect(new Set(watched('AWS/SNS', dimensions, Condition))).toEqual(
      new Set([
        'NumberOfNotificationsFailed',
        'NumberOfMessagesPublished',
        'NumberOfNotificationsDelivered',
        'NumberOfNotificationsFilteredOut',
      ]),
    );
  },
);

test('a message that waits in a queue is told, and so is the next one', () => {
  const depths = (queue: string) =>
    watched('AWS/SQS', [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queue, 'QueueName'] } }]);
  expect(depths('DeadLetterQueue')).toEqual([
    'ApproximateNumberOfMessagesVisible',
    'ApproximateNumberOfMessagesVisible',
  ]);
  expect(depths('RetryQueue')).toEqual([
    'ApproximateNumberOfMessagesNotVisible',
    'ApproximateNumberOfMessagesNotVisible',
    'ApproximateAgeOfOldestMessage',
  ]);
  // The next one is NumberOfNotificationsFailed of the topic: a queue that sleeps cannot tell of it in time.
  expect(depths('UndeliveredAlertsQueue')).toEqual(['ApproximateNumberOfMessagesVisible']);
});

test('a heartbeat that does not come is told, after more than one', () => {
  expect(
    watched('AWS/SQS', [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['HeartbeatQueue', 'QueueName'] } }]),
  ).toEqual(['NumberOfMessagesSent']);
  const alarm = alarms.find(([id]) => id === 'HeartbeatAlarm')?.[1];
  const { schedule } = deadlettersFunction.trigger as { readonly schedule: string };
  expect(`rate(${Number(alarm?.Period) / 60} minutes)`).toBe(schedule);
  expect(alarm?.EvaluationPeriods).toBeGreaterThan(1);
});

test('the metrics of the responder that an alarm watches are ones that it writes, under the stack', () => {
  const own = alarms.filter(([, { Namespace }]) => Namespace === NAMESPACE);
  expect(own.map(([id]) => id)).toEqual(['StoppedLateAlarm']);
  for (const [, { MetricName, Dimensions }] of own) {
    expect(Object.keys(metrics)).toContain(MetricName);
    expect(Dimensions).toEqual([{ Name: 'Stack', Value: { Ref: 'ResponderBus' } }]);
  }
});

describe.each(alarms)('%s', (id, alarm) => {
  test('tells whoever looks after the responder when it begins, and when it ends', () => {
    const operations = [{ Ref: 'OperationsTopic' }];
    expect(alarm.AlarmActions).toEqual(operations);
    // That no third message came is no good news.
    expect(alarm.OKActions).toEqual(id.startsWith('Another') ? [] : operations);
  });

  // The heartbeat is there for the case that nothing is.
  test(`${id === 'HeartbeatAlarm' ? 'takes' : 'does not take'} silence for a failure`, () => {
    if (id === 'HeartbeatAlarm') {
      expect(alarm.TreatMissingData).toBe('breaching');
      return;
    }
    expect(['notBreaching', 'ignore']).toContain(alarm.TreatMissingData);
    // "Reported if in-flight messages exist": an alarm that ignored silence would never end.
    if (alarm.TreatMissingData === 'ignore')
      expect(alarm.MetricName).toBe('ApproximateNumberOfMessagesVisible');
  });

  test('looks back over a day at most, which is as far as CloudWatch does', () => {
    const period = alarm.Period ?? alarm.Metrics?.find(({ MetricStat }) => MetricStat)?.MetricStat?.Period;
    expect(alarm.EvaluationPeriods * Number(period)).toBeLessThanOrEqual(86_400);
  });

  test('is explained in the runbook', () => {
    const runbook = readFileSync('docs/runbook.md', 'utf8');
    const explained = [...runbook.matchAll(/`([<>\w]+Alarm)`/g)].map(([, name]) => name);
    const rule = resourcesOf('AWS::Events::Rule').find(([name]) => id === `${name}Alarm`);
    const [name = ''] = functionNames.filter((candidate) => id.startsWith(candidate));
    const general = rule === undefined ? `<Function>${id.slice(name.length)}` : '<Rule>Alarm';
    expect(explained).toContain(rule === undefined && name === '' ? id : general);
    expect(alarm.AlarmDescription).toContain('See docs/runbook.md.');
  });
});

/** CloudWatch user guide, "Using math expressions with CloudWatch metrics". */
describe.each(withMath)('the expression of %s', (_, queries) => {
  const ids = new Set(queries.map(({ Id }) => Id));
  const expressions = queries.flatMap(({ Expression = '' }) => Expression);

  test('watches one series, of ten metrics at most, with one period', () => {
    expect(queries.filter(({ ReturnData }) => ReturnData)).toHaveLength(1);
    const stats = queries.flatMap(({ MetricStat }) => MetricStat ?? []);
    expect(stats.length).toBeLessThanOrEqual(10);
    expect(new Set(stats.map(({ Period }) => Period)).size).toBe(1);
  });

  test('names only what it has, and has nothing that it does not name', () => {
    const named = new Set(expressions.flatMap((text) => text.match(/\b[a-z]\w*/g) ?? []));
    const results = queries.filter(({ ReturnData }) => ReturnData).map(({ Id }) => Id);
    expect(new Set([...named, ...results])).toEqual(ids);
  });

  test('has no function that AWS advises against in an alarm, because an alarm sees more points than it asks for', () => {
    const functions = expressions.flatMap((text) => text.match(/\b[A-Z_]+(?=\()/g) ?? []);
    for (const name of functions) expect(['IF', 'DIFF', 'FILL']).toContain(name);
  });
});
