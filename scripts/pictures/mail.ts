import { box, type Drawing, line, type Run, WIDTH } from './svg.ts';
import { wrap } from './wrap.ts';

export interface Mail {
  readonly subject: string;
  readonly text: string;
}

/** They fit even where a letter is 8 wide, to which some round what would be 7.5. */
const COLUMNS = 102;
const LEFT = 24;
const LINE = 17;
const SIZE = 12.5;

/** The alert in the window of a mail program: what is true, what to run, and what somebody else wrote are set apart. */
export function mailWindow({ subject, text }: Mail): Drawing {
  const rows = rowsOf(text);
  const top = 142;
  const shapes = rows.flatMap((row, index) => drawn(row, top + index * LINE));
  return {
    title: `An e-mail: ${subject}. ${text.split('\n')[0]}`,
    height: top + rows.length * LINE + 14,
    shapes: [...head(subject), ...shapes],
  };
}

function head(subject: string): readonly string[] {
  const field = (name: string, value: string, y: number) =>
    line([{ text: name.padEnd(9), fill: '#59636e' }, { text: value }], {
      x: LEFT,
      y,
      size: SIZE,
      mono: true,
    });
  return [
    box({ x: 1, y: 1, width: WIDTH - 2, height: 26, fill: '#f6f8fa', round: 9 }),
    ...['#ff5f57', '#febc2e', '#28c840'].map(
      (fill, index) => `<circle cx="${20 + index * 18}" cy="14" r="5.5" fill="${fill}"/>`,
    ),
    line([{ text: subject, bold: true }], { x: LEFT, y: 54, size: 16 }),
    field('From', 'AWS Notifications <no-reply@sns.amazonaws.com>', 78),
    field('To', 'security@example.com', 95),
    field('Date', 'Mon, 04 May 2026 03:12:16 +0000', 112),
    box({ x: 1, y: 122, width: WIDTH - 2, height: 1, fill: '#d0d7de' }),
  ];
}

type Kind = 'verdict' | 'title' | 'command' | 'comment' | 'evidence' | 'link' | 'plain';

interface Row {
  readonly kind: Kind;
  readonly text: string;
  /** The first of the pieces that one line was wrapped into. */
  readonly first: boolean;
  readonly state: string;
}

function rowsOf(text: string): readonly Row[] {
  const lines = text.trimEnd().split('\n');
  const state = /^[A-Z ]+(?=:)/.exec(lines[0] ?? '')?.[0] ?? '';
  let evidence = false;
  return lines.flatMap((content, index) => {
    evidence = content.startsWith('EVIDENCE') || (evidence && content.startsWith(' '));
    const kind = index === 0 ? 'verdict' : evidence ? 'evidence' : kindOf(content);
    return wrap(content, COLUMNS).map((piece, at) => ({ kind, text: piece, first: at === 0, state }));
  });
}

function kindOf(content: string): Kind {
  if (content.startsWith(' aws ')) return 'command';
  if (content.startsWith(' # ')) return 'comment';
  if (/^[A-Z]+ +https:/.test(content)) return 'link';
  return /^[A-Z]{2}[A-Z ]+(?:\?|$|,| \()/.test(content) ? 'title' : 'plain';
}

const colours: Readonly<Record<string, { readonly fill: string; readonly ink: string }>> = {
  CONTAINED: { fill: '#dafbe1', ink: '#116329' },
  RESOLVED: { fill: '#dafbe1', ink: '#116329' },
  'PARTLY CONTAINED': { fill: '#fff1e5', ink: '#953800' },
  'NOT CONTAINED': { fill: '#ffebe9', ink: '#a40e26' },
};

function drawn(row: Row, y: number): readonly string[] {
  const text = line(runsOf(row), { x: LEFT, y, size: SIZE, mono: true });
  const behind = (fill: string) =>
    box({ x: LEFT - 8, y: y - 12.5, width: WIDTH - 2 * LEFT + 16, height: LINE, fill });
  switch (row.kind) {
    case 'verdict':
      return [behind(coloursOf(row).fill), text];
    case 'command':
    case 'comment':
      return [behind('#eef2f7'), text];
    case 'evidence':
      return [
        behind('#fff8c5'),
        box({ x: LEFT - 8, y: y - 12.5, width: 3, height: LINE, fill: '#d4a72c' }),
        text,
      ];
    case 'title':
    case 'link':
    case 'plain':
      return [text];
  }
}

function runsOf(row: Row): readonly Run[] {
  const { kind, text, first } = row;
  switch (kind) {
    case 'verdict':
      return [{ text, bold: true, fill: coloursOf(row).ink }];
    case 'title':
      return [{ text, bold: true }];
    case 'command':
      return [{ text, fill: '#0a3069' }];
    case 'comment':
      return [{ text, fill: '#59636e' }];
    case 'evidence':
      return [{ text, fill: '#633c01', bold: text.startsWith('EVIDENCE') }];
    case 'link':
      return labelled(text, first, '#0550ae');
    case 'plain':
      return labelled(text, first, '#1f2328');
  }
}

/** `LABEL    value`, and what follows of the value in the next lines. */
function labelled(text: string, first: boolean, fill: string): readonly Run[] {
  const [, label = '', value = text] = (first && /^( ?[A-Z]{2,}(?: [A-Z]{2,})* +)(.+)$/.exec(text)) || [];
  const rest = { text: value, fill };
  return label === '' ? [rest] : [{ text: label, bold: true }, rest];
}

function coloursOf({ state }: Row): { readonly fill: string; readonly ink: string } {
  return colours[state] ?? { fill: '#f6f8fa', ink: '#1f2328' };
}
