/** Reads untrusted JSON. Only own properties count, so `__proto__` or `constructor` in an event finds nothing. */
export function field(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = Reflect.get(current, key);
  }
  return current;
}

/** `undefined` if the value is not text, or is an empty string, which AWS writes for "none". */
export function text(value: unknown, ...path: readonly string[]): string | undefined {
  const found = field(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

export function number(value: unknown, ...path: readonly string[]): number | undefined {
  const found = field(value, ...path);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

export function list(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = field(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** @throws UnreadableFieldError which names the path and never the value. */
export function requireText(value: unknown, ...path: readonly string[]): string {
  const found = text(value, ...path);
  if (found === undefined) throw new UnreadableFieldError(`${path.join('.')} is not a text`);
  return found;
}

/** @throws UnreadableFieldError */
export function requireAccountId(value: unknown, ...path: readonly string[]): string {
  const found = text(value, ...path);
  if (found === undefined || !/^\d{12}$/.test(found)) {
    throw new UnreadableFieldError(`${path.join('.')} is not a 12-digit account id`);
  }
  return found;
}

/** Removes properties that are `undefined`, because optional properties must not hold it. */
export function present<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

export class UnreadableFieldError extends Error {
  override readonly name = 'UnreadableFieldError';
}
