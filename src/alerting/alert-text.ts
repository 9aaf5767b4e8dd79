import type { AlertModel } from './alert-model.ts';
import { closing, doneLines, openingLines, whoLines } from './alert-parts.ts';
import type { AlertContent } from './channel.ts';
import { earlierLines } from './earlier.ts';
import { evidenceLines, timeLine, whyLines } from './evidence.ts';
import { fitInto, type Part, type Room } from './fit.ts';
import { countedByState, otherCredentials } from './other-credentials.ts';
import { runbookLines } from './runbook-lines.ts';
import { firstSteps, laterSteps } from './steps.ts';
import { stillDangerous } from './still-dangerous.ts';
import type { Style } from './style.ts';

/** Other credentials get this many lines at least, even if the text about the worst one must lose some. */
const LEAST_FOR_OTHERS = 12;

/**
 * Ordered for a person who was asleep a minute ago. The verdict comes first. Then comes what to do if the alert pages, or
 * else what happened. Text of the event comes after the verdict. It is quoted and marked as such. The same text serves
 * people who read only the mail and people who read only the chat.
 */
export function alertText(
  { worst: model, others }: AlertContent,
  { style, room }: { readonly style: Style; readonly room: Room },
): string {
  const opening: Part = {
    lines: [
      ...openingLines(model, style),
      ...earlierLines(model, style),
      ...(others.length === 0
        ? []
        : [
            `The event names ${others.length} more: ${countedByState(others)}. See ALSO NAMED BY THIS EVENT.`,
          ]),
    ],
  };
  const parts = partsOf(model, style);
  const rest: Part = { lines: [...laterSteps(model, style)] };
  const end: readonly Part[] = [
    { lines: runbookLines(model, style), spare: 2 },
    { lines: closing(model, style) },
  ];
  const taken = [opening, ...parts, rest, ...end].flatMap(({ lines }) => lines.filter((line) => line !== ''));
  const lines = Math.max(LEAST_FOR_OTHERS, room.lines - taken.length);
  const more: Part = { lines: otherCredentials(others, { style, lines }), spare: 0 };
  const [first, ...then] = parts;
  const body = model.urgency.page ? [first, more, ...then] : [...then, first, more];
  return fitInto(room, [opening, ...body, rest, ...end]).join('\n');
}

/** The first steps come first, whatever the order of the others. */
function partsOf(model: AlertModel, style: Style): readonly [Part, ...Part[]] {
  const first: Part = { lines: firstSteps(model, style) };
  const done: Part = { lines: doneLines(model, style) };
  const danger: Part = { lines: stillDangerous(model, style), spare: 1 };
  const who: Part = { lines: whoLines(model, style) };
  const why: Part = { lines: [...style.gap, ...whyLines(model, style), ...timeLine(model)] };
  const evidence: Part = { lines: evidenceLines(model, style), spare: 3 };
  return model.urgency.page
    ? [first, done, danger, who, why, evidence]
    : [first, who, why, evidence, done, danger];
}
