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
  /**
   * The questions of the scorecard (test/alerting/scorecard) that it answers by itself, for every alert. What everybody must be
   * told: 1 contained or not, 4 which account, 8 nothing of an attacker can be followed, 24 short enough.
   */
  readonly answers: readonly QuestionOfEveryChannel[];
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
  /** What its texts consist of. */
  readonly only: RegExp;
}

/** 1 contained or not; 3 the whole key id; 4 the account; 8 no foreign link; 22 the dedup key; 24 within its limits. */
export type QuestionOfEveryChannel = 1 | 3 | 4 | 8 | 22 | 24;
