import { type MetricName, metrics, stateMetrics } from '../../src/core/metrics.ts';
import { NAMESPACE } from '../../src/embedded-metrics.ts';
import { functions } from '../../src/functions/index.ts';
import { pascal } from './names.ts';

/** A series: namespace, metric, dimension, its value, and how it is shown. CloudWatch API, "Dashboard body structure and syntax". */
type Series = readonly [string, string, string, string, Readonly<Record<string, string>>];

interface Chart {
  readonly title: string;
  readonly own: readonly MetricName[];
  readonly statistics?: readonly string[];
  /** Seconds. */
  readonly period?: number;
  readonly others?: readonly Series[];
  /** How the chart is drawn, beside what all have in common. */
  readonly properties?: object;
}

const SLO = { horizontal: [{ label: 'SLO', value: 0.999 }] };

const charts: readonly Chart[] = [
  {
    title: 'How responses ended',
    own: Object.values(stateMetrics),
    period: 3600,
    properties: { stacked: true },
  },
  {
    title: 'Confirmed keys Inactive within ten seconds',
    own: ['StoppedInTime'],
    statistics: ['Average', 'Minimum'],
    period: 86_400,
    properties: { yAxis: { left: { min: 0, max: 1 } }, annotations: SLO },
  },
  {
    title: 'Seconds from the last activity',
    own: ['SecondsToInactive', 'SecondsToAlert'],
    statistics: ['p50', 'p99'],
    period: 3600,
  },
  { title: 'Stopped again, and messages that SNS did not take', own: ['Reassertions', 'AlertFailures'] },
  {
    title: 'Heartbeats',
    own: ['HeartbeatAge'],
    statistics: ['Maximum'],
    others: [ofQueue('HeartbeatQueue', 'NumberOfMessagesSent', 'Sum')],
  },
  {
    title: 'What waits in queues',
    own: [],
    others: [
      ofQueue('RetryQueue', 'ApproximateNumberOfMessagesNotVisible', 'Maximum'),
      ofQueue('DeadLetterQueue', 'ApproximateNumberOfMessagesVisible', 'Maximum'),
      ofQueue('UndeliveredAlertsQueue', 'ApproximateNumberOfMessagesVisible', 'Maximum'),
    ],
  },
  {
    title: 'Functions that fail or find no room',
    own: [],
    others: functions.flatMap(({ name }) =>
      ['Errors', 'Throttles'].map(
        (metric): Series => [
          'AWS/Lambda',
          metric,
          'FunctionName',
          `\${${pascal(name)}LambdaFunction}`,
          { stat: 'Sum', label: `${name} ${metric}` },
        ],
      ),
    ),
  },
];

/** The part of serverless.yml with the dashboard. @throws if a metric is in no chart. */
export function dashboardLines(): readonly string[] {
  const shown = new Set(charts.flatMap(({ own }) => own));
  for (const name of Object.keys(metrics) as MetricName[])
    if (!shown.has(name)) throw new Error(`scripts/generated/dashboard.ts shows no ${name}`);
  const widgets = charts.map((chart, index) => JSON.stringify(widgetOf(chart, index)));
  return [
    '    Dashboard:',
    '      Type: AWS::CloudWatch::Dashboard',
    '      Condition: HasDashboard',
    '      Properties:',
    '        DashboardBody: !Sub |',
    '          {"widgets":[',
    ...widgets.map((widget, index) => `            ${widget}${index < widgets.length - 1 ? ',' : ''}`),
    '          ]}',
  ];
}

function widgetOf(chart: Chart, index: number): object {
  const { title, own, statistics = ['Sum'], period = 300, others = [], properties } = chart;
  const series = own.flatMap((name) =>
    statistics.map(
      (stat): Series => [
        NAMESPACE,
        name,
        'Stack',
        `\${ResponderBus}`,
        { stat, ...(statistics.length > 1 && { label: `${name} ${stat}` }) },
      ],
    ),
  );
  return {
    ...{ type: 'metric', x: (index % 2) * 12, y: Math.floor(index / 2) * 6, width: 12, height: 6 },
    properties: {
      ...{ title, region: `\${AWS::Region}`, view: 'timeSeries', period },
      ...properties,
      metrics: [...series, ...others],
    },
  };
}

function ofQueue(queue: string, metric: string, stat: string): Series {
  return ['AWS/SQS', metric, 'QueueName', `\${${queue}.QueueName}`, { stat, label: queue }];
}
