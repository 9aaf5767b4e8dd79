import type { AlertModel } from './alert-model.ts';
import type { Digest } from './digest-model.ts';
import type { UnreadableModel } from './unreadable-model.ts';

/**
 * One form of an alert. SNS messages, golden files, the scorecard and the tests with hostile text use the list in
 * index.ts.
 */
export interface Channel {
  /** Such as `email`. Its golden files have the same name. */
  readonly id: string;
  /** The protocols of SNS that get it. `default` means every protocol that no channel names. */
  readonly protocols: readonly [string, ...string[]];
  readonly format: 'text' | 'json';
  readonly render: (alert: AlertContent) => string;
  readonly renderUnreadable: (model: UnreadableModel) => string;
  readonly renderDigest: (digest: Digest) => string;
  readonly limits: ChannelLimits;
  /**
   * The questions of the scorecard (test/alerting/scorecard) that this channel alone answers for every alert. Every channel
   * must answer: 1 contained or not, 4 which account, 8 no link of the attacker works, 24 short enough.
   */
  readonly answers: readonly QuestionOfEveryChannel[];
}

export interface AlertContent {
  /** The credential that gives the headline. */
  readonly worst: AlertModel;
  /** The other credentials of the same event, the worst first. There may be hundreds. */
  readonly others: readonly AlertModel[];
}

export interface ChannelLimits {
  readonly lines?: number;
  readonly characters: number;
  /** The characters that its texts may contain. */
  readonly only: RegExp;
}

/**
 * 1 contained or not; 3 the whole key id; 4 the account; 8 no link of the attacker; 22 the dedup key; 24 within its
 * limits.
 */
export type QuestionOfEveryChannel = 1 | 3 | 4 | 8 | 22 | 24;
