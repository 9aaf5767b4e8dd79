import type { State } from './state.ts';

/** One metric of CloudWatch. It has one dimension, the stack: each further value of one would be paid for by itself. */
export interface Metric {
  readonly unit: 'Count' | 'Seconds';
  /** One value for each of what. Completes "one for each …". */
  readonly each: string;
  readonly meaning: string;
}

/** The last activity that an event tells of may be long ago, so these say how fast the whole is, with the detector. */
const SINCE = 'from the last activity that the event tells of';

/** How the responses ended. */
export const stateMetrics = {
  CONTAINED: 'Contained',
  PARTLY_CONTAINED: 'PartlyContained',
  NOT_CONTAINED: 'NotContained',
  NO_ACTION: 'NoAction',
  RESOLVED: 'Resolved',
  TEST: 'Test',
} as const satisfies Readonly<Record<State, string>>;

type StateMetric = (typeof stateMetrics)[State];

/** Every metric. Code, dashboard and docs/slo.md come from this list. */
export const metrics = {
  ...(Object.fromEntries(
    Object.entries(stateMetrics).map(([state, name]) => [
      name,
      { unit: 'Count', each: 'credential of a response', meaning: `it ended \`${state}\`` },
    ]),
  ) as Readonly<Record<StateMetric, Metric>>),
  StoppedInTime: {
    unit: 'Count',
    each: 'key or user whose theft is confirmed, and that the responder may stop',
    meaning:
      '1 if it was Inactive within ten seconds of the arrival of the event, else 0: its average is the SLI',
  },
  SecondsToInactive: {
    unit: 'Seconds',
    each: 'credential that was set Inactive',
    meaning: `${SINCE} to the answer of IAM`,
  },
  SecondsToAlert: {
    unit: 'Seconds',
    each: 'alert that tells people of a change of state',
    meaning: `${SINCE} to the alert`,
  },
  Reassertions: {
    unit: 'Count',
    each: 'credential that somebody switched on again, or whose deny somebody took off',
    meaning: 'it was stopped again',
  },
  AlertFailures: {
    unit: 'Count',
    each: 'message to people',
    meaning: 'SNS did not take it, however often it was tried',
  },
  HeartbeatAge: {
    unit: 'Seconds',
    each: 'heartbeat',
    meaning: 'from its start to the alert topic',
  },
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricName = keyof typeof metrics;

/** Values of some metrics, one or more each. */
export type Measurements = { readonly [N in MetricName]?: readonly number[] };

/** Never throws, also if `take` does, and nothing waits for it. */
export type Measure = (take: () => Measurements) => void;
