import { box, type Drawing, line, type Run, WIDTH } from './svg.ts';

/** What the picture shows of Amazon Q Developer's custom notification. */
export interface Card {
  readonly title: string;
  readonly description: string;
  readonly nextSteps: readonly string[];
  readonly keywords: readonly string[];
  readonly state: string;
}

const LEFT = 84;
const SIZE = 14;
const LINE = 20;
const ROOM = WIDTH - LEFT - 28;

/** The notification as a card in a chat, with the look of Slack and none of its pictures. */
export function chatCard({ title, description, nextSteps, keywords, state }: Card): Drawing {
  const rows: readonly (readonly Run[])[] = [
    ...wrapped([{ text: title, bold: true }]),
    ...description.split('\n').flatMap((text) => wrapped(withCode(text))),
    [],
    [{ text: 'Next steps', bold: true }],
    ...nextSteps.flatMap((step) => bulleted(wrapped(withCode(step)))),
  ];
  const top = 66;
  const end = top + rows.length * LINE;
  return {
    title: `A message in a chat: ${title}. ${description.split('\n')[0]}`,
    height: end + 44,
    shapes: [
      ...sender(),
      box({ x: LEFT - 16, y: top - 14, width: 4, height: end - top + 36, fill: barOf(state), round: 2 }),
      ...rows.map((runs, index) => line(runs, { x: LEFT, y: top + 2 + index * LINE, size: SIZE })),
      ...pills(keywords, end + 8),
    ],
  };
}

function sender(): readonly string[] {
  return [
    box({ x: 20, y: 18, width: 36, height: 36, fill: '#5a30b5', round: 8 }),
    line([{ text: 'Q', bold: true, fill: '#ffffff' }], { x: 31, y: 43, size: 20 }),
    line(
      [
        { text: 'Amazon Q', bold: true },
        { text: '  APP', fill: '#59636e' },
        { text: '  03:12', fill: '#59636e' },
      ],
      { x: LEFT - 16, y: 32, size: SIZE },
    ),
  ];
}

function barOf(state: string): string {
  if (state === 'CONTAINED' || state === 'RESOLVED') return '#1a7f37';
  return state === 'NOT_CONTAINED' ? '#cf222e' : '#bc4c00';
}

/** What stands between backticks. */
function withCode(text: string): readonly Run[] {
  return text
    .split('`')
    .map((part, index) => (index % 2 === 1 ? { text: part, mono: true, fill: '#c01343' } : { text: part }))
    .filter((run) => run.text !== '');
}

/** Lines that fit, broken at spaces. */
function wrapped(runs: readonly Run[]): readonly (readonly Run[])[] {
  const lines: Run[][] = [[]];
  let used = 0;
  for (const run of runs) {
    for (const word of run.text.split(/(?<= )/)) {
      const width = widthOf({ ...run, text: word.trimEnd() });
      if (used > 0 && used + width > ROOM) {
        lines.push([]);
        used = 0;
      }
      const last = lines.at(-1);
      last?.push({ ...run, text: word });
      used += widthOf({ ...run, text: word });
    }
  }
  return lines.map(joined);
}

/** Neighbours of one look are one run. */
function joined(runs: readonly Run[]): readonly Run[] {
  const all: Run[] = [];
  for (const run of runs) {
    const last = all.at(-1);
    const same = last !== undefined && last.mono === run.mono && last.bold === run.bold;
    all.splice(same ? -1 : all.length, 1, same ? { ...last, text: last.text + run.text } : run);
  }
  return all;
}

/** Nobody knows the reader's fonts: these are wide ones. */
function widthOf({ text, mono, bold }: Run): number {
  const ems = mono === true ? 0.61 : bold === true ? 0.6 : 0.53;
  return text.length * ems * SIZE;
}

function bulleted(lines: readonly (readonly Run[])[]): readonly (readonly Run[])[] {
  return lines.map((runs, index) => [{ text: index === 0 ? '\u2022 ' : '   ' }, ...runs]);
}

function pills(keywords: readonly string[], y: number): readonly string[] {
  let x = LEFT;
  return keywords.flatMap((text) => {
    const width = Math.round(text.length * 7.8) + 18;
    const shapes = [
      box({ x, y: y - 14, width, height: 20, fill: '#eef2f7', round: 10 }),
      line([{ text, fill: '#424a53' }], { x: x + 9, y, size: 12 }),
    ];
    x += width + 8;
    return shapes;
  });
}
