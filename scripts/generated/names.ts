/** The first part of the logical ids of what belongs to a function. */
export function pascal(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** The rule by which a function runs. */
export function scheduleId(name: string): string {
  return `${pascal(name)}Schedule`;
}
