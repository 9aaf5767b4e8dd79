/** A part of a text, in the order of reading. */
export interface Part {
  readonly lines: readonly string[];
  /** Parts with a higher number lose lines first. Without one, no line is dropped. */
  readonly spare?: number;
}

export interface Room {
  readonly lines: number;
  readonly characters: number;
}

/** The text, without what does not fit: first the empty lines go, then lines of the parts that can best be spared. */
export function fitInto(room: Room, parts: readonly Part[]): readonly string[] {
  const all = parts.flatMap(({ lines }) => lines);
  if (fits(all, room)) return all;
  const kept = parts.map(({ lines, spare }) => ({
    lines: lines.filter((line) => line !== ''),
    spare,
    cut: 0,
  }));
  const text = () => kept.flatMap(({ lines, cut }) => (cut === 0 ? lines : [...lines, moreOf(cut)]));
  while (!fits(text(), room)) {
    const most = kept
      .filter(({ spare, lines }) => spare !== undefined && lines.length > 1)
      .toSorted((a, b) => (b.spare ?? 0) - (a.spare ?? 0))[0];
    if (most === undefined) break;
    // The line that says so takes the place of one more.
    const gone = most.cut === 0 ? 2 : 1;
    most.lines = most.lines.slice(0, -gone);
    most.cut += gone;
  }
  return text();
}

function moreOf(cut: number): string {
  return ` (${cut} more lines: see the JSON)`;
}

function fits(lines: readonly string[], room: Room): boolean {
  return lines.length <= room.lines && lines.join('\n').length <= room.characters;
}
