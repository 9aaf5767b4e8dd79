/** Calls in order, as `service:Action`; strands that are made at the same time may interleave. */
export type Calls = readonly Step[];
type Step = string | { readonly together: readonly Calls[] } | { readonly anyOf: readonly string[] };

export function together(...strands: readonly Calls[]): Step {
  return { together: strands };
}

/** Any number of these, in any order. */
export function anyOf(...calls: readonly string[]): Step {
  return { anyOf: calls };
}

/** Whether the calls could have been made in this order. */
export function allows(calls: Calls, made: readonly string[]): boolean {
  const ways = made.reduce<readonly Calls[]>(
    (rests, call) => rests.flatMap((rest) => restsAfter(rest, call)),
    [calls],
  );
  return ways.some(isDone);
}

/** What is left to do after this call, in each way in which it can have been the next one. */
function restsAfter([step, ...rest]: Calls, call: string): readonly Calls[] {
  if (step === undefined) return [];
  if (typeof step === 'string') return step === call ? [rest] : [];
  if ('anyOf' in step)
    return [...(step.anyOf.includes(call) ? [[step, ...rest]] : []), ...restsAfter(rest, call)];
  const inside = step.together.flatMap((strand, index) =>
    restsAfter(strand, call).map((left) => [{ together: step.together.with(index, left) }, ...rest]),
  );
  return step.together.every(isDone) ? [...inside, ...restsAfter(rest, call)] : inside;
}

function isDone(calls: Calls): boolean {
  return calls.every((step) => typeof step !== 'string' && ('anyOf' in step || step.together.every(isDone)));
}

export function isRead(call: string): boolean {
  return /^iam:(?:Get|List)|^dynamodb:BatchGetItem$/.test(call);
}

/** The same without what only reads. */
export function withoutReads(calls: Calls): Calls {
  return calls.flatMap((step): Calls => {
    if (typeof step === 'string') return isRead(step) ? [] : [step];
    if ('anyOf' in step) return [anyOf(...step.anyOf.filter((call) => !isRead(call)))];
    return [together(...step.together.map(withoutReads))];
  });
}

/** What the first call may be. */
export function firstOf(calls: Calls): readonly string[] {
  const [step, ...rest] = calls;
  if (step === undefined) return [];
  if (typeof step === 'string') return [step];
  if ('anyOf' in step) return [...step.anyOf, ...firstOf(rest)];
  const inside = step.together.flatMap(firstOf);
  return step.together.every((strand) => firstOf(strand).length > 0) && inside.length > 0
    ? inside
    : [...inside, ...firstOf(rest)];
}
