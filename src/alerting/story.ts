import type { Detection } from '../core/detection.ts';
import type { Outcome } from '../core/outcome.ts';
import { type SubjectMatter, subjectMatterOf } from '../core/subject-matter.ts';
import { type Urgency, urgencyOf } from '../core/urgency.ts';
import type { AlertContext } from './alert.ts';
import { type Commands, commandsFor } from './commands.ts';
import { actBy, headline } from './headline.ts';
import { type Links, linksFor } from './links.ts';
import { type Risk, risksOf } from './risks.ts';

/** All that is told of one credential, worked out once: every channel chooses from it. */
export interface Story {
  readonly detection: Detection;
  readonly outcome: Outcome;
  readonly context: AlertContext;
  readonly subject: SubjectMatter;
  readonly urgency: Urgency;
  /** The verdict, in one sentence. */
  readonly headline: string;
  /** By when, and who. */
  readonly actBy: string;
  readonly risks: readonly Risk[];
  readonly commands: Commands;
  readonly links: Links;
}

export function storyOf(detection: Detection, outcome: Outcome, context: AlertContext): Story {
  const subject = subjectMatterOf(outcome, detection, context.partition);
  return {
    detection,
    outcome,
    context,
    subject,
    urgency: urgencyOf(outcome),
    headline: headline(outcome, subject),
    actBy: actBy(outcome),
    risks: risksOf(outcome, subject),
    commands: commandsFor(outcome, subject, { ...context, seenIn: detection.region }),
    links: linksFor(detection, subject, outcome.reason, context),
  };
}
