export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** By linear interpolation between the neighbours. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}

/** Each round's difference: what slows the machine down for a while slows both, and falls out. */
export function differences(left: readonly number[], right: readonly number[]): readonly number[] {
  return left.map((value, round) => value - (right[round] ?? Number.NaN));
}
