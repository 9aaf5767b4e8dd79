/** A call that began and was answered, in milliseconds of `performance.now()`. */
export interface Timed {
  readonly from: number;
  readonly to: number;
}

export interface Use extends Timed {
  readonly passed: boolean;
}

export interface Exposure {
  /** Milliseconds: rather too long than too short, by as much as the thief waits between two calls. */
  readonly longest: number;
  readonly sum: number;
}

/**
 * How long a key was Active, seen from outside: from where somebody begins to switch it on until the thief is refused. A
 * refusal counts only if that call began after the last activation was answered.
 */
export function exposureOf(activations: readonly Timed[], uses: readonly Use[]): Exposure {
  const calls = [
    ...activations.map((call) => ({ ...call, kind: 'activation' as const })),
    ...uses.map((call) => ({ ...call, kind: call.passed ? ('passed' as const) : ('refused' as const) })),
  ].toSorted((one, other) => one.from - other.from);
  const spans: number[] = [];
  let open: number | undefined;
  let answered = 0;
  for (const { kind, from, to } of calls) {
    if (kind === 'activation') {
      open ??= from;
      answered = to;
    } else if (kind === 'refused' && open !== undefined && from >= answered) {
      spans.push(to - open);
      open = undefined;
    }
  }
  // Still Active.
  if (open !== undefined) spans.push(Number.POSITIVE_INFINITY);
  return { longest: Math.max(0, ...spans), sum: spans.reduce((sum, span) => sum + span, 0) };
}
