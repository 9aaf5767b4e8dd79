import { type Claims, NO_CLAIMS } from '../core/claims.ts';
import type { Remedy } from '../core/command.ts';
import type { Incident } from '../core/incident.ts';
import { worstFirst } from '../core/urgency.ts';
import type { Alert, AlertSettings } from './alert.ts';
import { type AlertModel, createAlertModel } from './alert-model.ts';
import type { AlertContent, Channel } from './channel.ts';
import { channels } from './index.ts';
import { machineJson } from './machine-json.ts';
import { createPage, type Page } from './pager.ts';
import { textForJson } from './sanitize.ts';
import { pasteLines } from './steps.ts';
import { mailStyle } from './style.ts';
import { subjectOf } from './subject.ts';

export interface Messages {
  readonly alert: Alert;
  /** What opens or closes a page: at most one for each credential. */
  readonly pages: readonly Page[];
  /** The page to send if the alert reached nobody. */
  readonly instead: Page;
}

export interface Composing {
  readonly settings: AlertSettings;
  readonly remedies: readonly Remedy[];
  /** What the ledger leaves to this event. */
  readonly claims?: Claims;
}

/** One model for each credential, in the order of the incident: alert, pages and outcome events choose from it. */
export function modelsOf(
  { entries, detection, place, sentAt }: Incident,
  { settings, remedies, claims = NO_CLAIMS }: Composing,
): readonly AlertModel[] {
  const context = { place, sentAt, settings };
  return entries.map((entry) => createAlertModel(entry, { detection, context, remedies, claims }));
}

/** One alert for one event, even if it names many credentials. The worst one gives the headline. */
export function composeMessages(models: readonly AlertModel[]): Messages {
  const [worst, ...others] = inOrder(models);
  if (worst === undefined) throw new RangeError('an event ends in at least one outcome');
  const content = { worst, others };
  return {
    alert: {
      alertId: textForJson(worst.detection.eventId, 64),
      subject: subjectOf(worst),
      bodies: bodiesOf((channel) => channel.render(content)),
      machine: machineJson(content),
    },
    pages: [worst, ...others].flatMap((model) =>
      model.page === undefined || !model.claim.page ? [] : [pageAbout(model, model.page)],
    ),
    instead: pageAbout(worst, 'open'),
  };
}

/** The worst first. An alert that only reminds people begins with what it reminds them of. */
function inOrder(models: readonly AlertModel[]): readonly AlertModel[] {
  const reminds = ({ claim }: AlertModel) => claim.reminder !== undefined;
  const isNews = (model: AlertModel) => model.claim.audience === 'change' && !reminds(model);
  const [reminders, others] = [models.filter(reminds), models.filter((model) => !reminds(model))];
  return models.some(isNews)
    ? worstFirst([...others, ...reminders])
    : [...worstFirst(reminders), ...worstFirst(others)];
}

/** Keyed by the protocol of SNS. */
export function bodiesOf(render: (channel: Channel) => string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    channels.flatMap((channel) => {
      const text = render(channel);
      return channel.protocols.map((protocol) => [protocol, text]);
    }),
  );
}

function pageAbout(model: AlertModel, page: 'open' | 'closed'): Page {
  const content: AlertContent = { worst: model, others: [] };
  const { place } = model.context;
  const [command] = pasteLines(model.commands.contain, { model, style: mailStyle }).filter(isCommand);
  return createPage(machineJson(content), { subject: subjectOf(model), page, command, place });
}

function isCommand(line: string): boolean {
  return !line.startsWith(' #') && !line.startsWith(' (');
}
