import { type Claim, type Claims, claimFor } from '../core/claims.ts';
import type { Remedy } from '../core/command.ts';
import type { Detection } from '../core/detection.ts';
import type { IncidentEntry } from '../core/incident.ts';
import { headingWith } from '../core/reminder.ts';
import type { AlertContext } from './alert.ts';
import { type Commands, commandsFor } from './commands.ts';
import { actBy, headline } from './headline.ts';
import { type Links, linksFor } from './links.ts';
import type { Risk } from './risk.ts';
import { risksOf } from './risks.ts';

/** Everything that an alert can say about one credential. Computed once, and every channel chooses from it. */
export interface AlertModel extends IncidentEntry {
  readonly detection: Detection;
  readonly context: AlertContext;
  /** What people were told of the credential before, and what this event may tell them. */
  readonly claim: Claim;
  /** The verdict, in one sentence. */
  readonly headline: string;
  /** Who must act, and by when. */
  readonly actBy: string;
  readonly risks: readonly Risk[];
  readonly commands: Commands;
  readonly links: Links;
}

export function createAlertModel(
  described: IncidentEntry,
  {
    detection,
    context,
    remedies,
    claims,
  }: {
    readonly detection: Detection;
    readonly context: AlertContext;
    readonly remedies: readonly Remedy[];
    readonly claims: Claims;
  },
): AlertModel {
  const claim = claimFor(described, claims);
  const { reminder } = claim;
  const entry = {
    ...described,
    ...(reminder && { heading: headingWith(described.heading, { ...reminder, sentAt: context.sentAt }) }),
  };
  return {
    ...entry,
    detection,
    context,
    claim,
    headline: headline(entry),
    actBy: actBy(entry),
    risks: risksOf(entry),
    commands: commandsFor(entry, { detection, context, remedies, containments: claims.containments }),
    links: linksFor(entry, { detection, context }),
  };
}
