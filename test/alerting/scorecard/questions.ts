import { channelQuestions } from './channels.ts';
import { consequenceQuestions } from './consequences.ts';
import { contextQuestions } from './context.ts';
import type { Sent } from './sent.ts';
import { verdictQuestions } from './verdict.ts';

export interface Question {
  readonly number: number;
  readonly question: string;
  readonly holds: (sent: Sent) => boolean;
}

/** What an engineer asks of an alert at night: 25 questions, each to be answered with yes. */
export const questions: readonly Question[] = [
  ...verdictQuestions,
  ...contextQuestions,
  ...consequenceQuestions,
  ...channelQuestions,
];
