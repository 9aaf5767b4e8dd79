import type { AlertModel } from './alert-model.ts';
import type { UnreadableModel } from './unreadable-model.ts';

/**
 * One way in which an alert is read. What SNS gets, the golden files, the scorecard and the test of hostile texts are made of
 * the list in index.ts.
 */
export interface Channel {
  /** `email`; also the name of its golden files. */
  readonly id: string;
  /** Those of SNS that get it; `default` is for every protocol that no channel names. */
  readonly protocols: readonly [string, ...string[]];
  readonly format: 'text' | 'json';
  readonly render: (alert: AlertContent) => string;
  readonly renderUnreadable: (model: UnreadableModel) => string;
  readonly limits: ChannelLimits;
  /** The questions of test/alerting/scorecard that it answers by itself, for every case. */
  readonly answers: readonly [number, ...number[]];
}

export interface AlertContent {
  /** The credential that gives the headline. */
  readonly worst: AlertModel;
  /** Further credentials of the same event that are shown, worst first. */
  readonly others: readonly AlertModel[];
  /** How many more there are that are not shown. */
  readonly left: number;
}

export interface ChannelLimits {
  /** For one credential. */
  readonly lines?: number;
  readonly characters: number;
  /** One that a text must not hold. */
  readonly only: RegExp;
}
