/** A drawing that is complete in itself: no fonts, styles or pictures of elsewhere, which GitHub would not load. */
export interface Drawing {
  /** Said to whoever does not see it. */
  readonly title: string;
  readonly height: number;
  readonly shapes: readonly string[];
}

export const WIDTH = 860;
const MONO = 'monospace';
const SANS = 'sans-serif';

/** White, with an edge, so that it can be read on a dark page as well. */
export function svg({ title, height, shapes }: Drawing): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" xml:space="preserve">`,
    `<title>${escaped(title)}</title>`,
    `<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="10" fill="#ffffff" stroke="#d0d7de"/>`,
    ...shapes,
    '</svg>',
    '',
  ].join('\n');
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: string;
  readonly round?: number;
}

export function box({ x, y, width, height, fill, round = 0 }: Box): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${round}" fill="${fill}"/>`;
}

export interface Run {
  readonly text: string;
  readonly fill?: string;
  readonly bold?: boolean;
  readonly mono?: boolean;
}

/** One line of text at its baseline, in runs of different looks. */
export function line(
  runs: readonly Run[],
  {
    x,
    y,
    size,
    mono = false,
  }: { readonly x: number; readonly y: number; readonly size: number; readonly mono?: boolean },
): string {
  const parts = runs.map((run) => {
    const looks = [
      `fill="${run.fill ?? '#1f2328'}"`,
      ...(run.bold === true ? ['font-weight="700"'] : []),
      ...(run.mono === true && !mono ? [`font-family="${MONO}"`] : []),
    ];
    return `<tspan ${looks.join(' ')}>${escaped(run.text)}</tspan>`;
  });
  return `<text x="${x}" y="${y}" font-family="${mono ? MONO : SANS}" font-size="${size}">${parts.join('')}</text>`;
}

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
