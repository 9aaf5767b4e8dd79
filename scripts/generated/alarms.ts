import { functions } from '../../src/functions/index.ts';
import type { LambdaFunction } from '../../src/functions/lambda-function.ts';
import type { EventRule } from '../../src/sources/event-source.ts';
import { rulesOfTamper } from './direct-rules.ts';
import { maximumEventAge } from './event-age.ts';
import { pascal, scheduleId } from './names.ts';
import { inFlow } from './yaml-text.ts';

/** The parts of serverless.yml that watch what the lists in src/ make, by name. A new function or rule has its alarms by itself. */
export const alarmParts: Readonly<Record<string, () => readonly string[]>> = {
  'alarms of the functions': () => functions.flatMap(functionAlarms),
  'alarms of the rules': () => [
    ...functions.flatMap(ruleAlarms),
    ...rulesOfTamper.flatMap(({ id }) => ruleAlarm({ id, bus: 'default' })),
  ],
};

interface Watched {
  readonly metric: string;
  readonly says: string;
  /** What is not as `metricAlarm` of serverless.yml. */
  readonly otherwise?: readonly string[];
}

/** Lambda developer guide, "Types of metrics for Lambda functions". */
function functionAlarms({ name, trigger }: LambdaFunction): readonly string[] {
  const function_ = `${pascal(name)}LambdaFunction`;
  return watchedOf(name, trigger).flatMap(({ metric, says, otherwise = [] }) => [
    `    ${pascal(name)}${metric}Alarm:`,
    '      Type: AWS::CloudWatch::Alarm',
    '      Properties:',
    '        <<: *metricAlarm',
    `        AlarmDescription: ${inFlow(`${says} See docs/runbook.md.`)}`,
    '        Namespace: AWS/Lambda',
    `        MetricName: ${metric}`,
    `        Dimensions: [{ Name: FunctionName, Value: !Ref ${function_} }]`,
    ...otherwise.map((line) => `        ${line}`),
  ]);
}

function watchedOf(name: string, trigger: LambdaFunction['trigger']): readonly Watched[] {
  const isScheduled = 'schedule' in trigger;
  return [
    {
      metric: 'Errors',
      says: `The function ${name} failed.`,
      // The schedule comes again, so one run that failed is no trouble.
      ...(isScheduled && { otherwise: ['Period: 900', 'EvaluationPeriods: 2'] }),
    },
    { metric: 'Throttles', says: `Lambda had no room to run ${name}, and tries again.` },
    {
      metric: 'AsyncEventAge',
      says: `An event waited for long before ${name} began with it.`,
      otherwise: ['Statistic: Maximum', `Threshold: ${lateMilliseconds(trigger)}`],
    },
    { metric: 'AsyncEventsDropped', says: `Lambda gave an event up that ${name} should handle.` },
    ...('rules' in trigger
      ? [
          {
            metric: 'DestinationDeliveryFailures',
            says: `Lambda could not put an event that ${name} failed on into the retry queue. It is lost.`,
          },
        ]
      : []),
  ];
}

/** Five minutes, or half of the time after which Lambda would drop the event. */
function lateMilliseconds(trigger: LambdaFunction['trigger']): number {
  return Math.min(300_000, maximumEventAge(trigger) * 500);
}

function ruleAlarms({ name, trigger }: LambdaFunction): readonly string[] {
  if ('rules' in trigger) return trigger.rules.flatMap(ruleAlarm);
  if ('schedule' in trigger) return ruleAlarm({ id: scheduleId(name), bus: 'default' });
  return [];
}

/**
 * Both numbers are there only if they are not zero, and a sum takes a missing one for zero. EventBridge user guide,
 * "Monitoring Amazon EventBridge"; CloudWatch user guide, "Using math expressions with CloudWatch metrics".
 */
function ruleAlarm({ id, condition, bus }: Pick<EventRule, 'id' | 'condition' | 'bus'>): readonly string[] {
  return [
    `    ${id}Alarm:`,
    '      Type: AWS::CloudWatch::Alarm',
    ...(condition === undefined ? [] : [`      Condition: ${condition}`]),
    '      Properties:',
    '        <<: *alarm',
    `        AlarmDescription: EventBridge could not deliver what ${id} matched. See docs/runbook.md.`,
    '        Metrics:',
    '          - { Id: undelivered, Expression: failed + parked, ReturnData: true }',
    ...['FailedInvocations', 'InvocationsSentToDlq'].map((metric) => {
      const query = {
        Id: metric === 'FailedInvocations' ? 'failed' : 'parked',
        ReturnData: false,
        MetricStat: {
          Metric: { Namespace: 'AWS/Events', MetricName: metric, Dimensions: dimensionsOf(id, bus) },
          Stat: 'Sum',
          Period: 300,
        },
      };
      return `          - ${inFlow(query)}`;
    }),
  ];
}

/** `Ref` of a rule on a bus of one's own is not its name. CloudFormation template reference, AWS::Events::Rule. */
function dimensionsOf(id: string, bus: EventRule['bus']) {
  if (bus !== 'own') return [{ Name: 'RuleName', Value: { Ref: id } }];
  const arn = { 'Fn::GetAtt': [id, 'Arn'] };
  return [
    { Name: 'EventBusName', Value: { Ref: 'ResponderBus' } },
    { Name: 'RuleName', Value: { 'Fn::Select': [2, { 'Fn::Split': ['/', arn] }] } },
  ];
}
