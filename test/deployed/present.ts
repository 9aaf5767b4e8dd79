/** AWS's SDK types every field of an answer as optional; a field that AWS always sends is required here. */
export function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} is missing`);
  return value;
}
