const LINE_WIDTH = 110;

/**
 * JSON as biome formats it, so that the files can be read and `biome ci` accepts them: objects on lines of their own,
 * lists of words in one line where they fit.
 */
export function jsonText(value: unknown): string {
  return `${formatted(value, '', 0)}\n`;
}

/** @param taken columns of the line that are used up, before the value and by a comma after it. */
function formatted(value: unknown, indent: string, taken: number): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) return list(value, indent, taken);
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .map(([name, part], index, all) => {
      const start = `${inner}${JSON.stringify(name)}: `;
      return `${start}${formatted(part, inner, start.length + comma(index, all))}`;
    });
  return entries.length === 0 ? '{}' : `{\n${entries.join(',\n')}\n${indent}}`;
}

function list(values: readonly unknown[], indent: string, taken: number): string {
  const inner = `${indent}  `;
  const line = `[${values.map((part) => JSON.stringify(part)).join(', ')}]`;
  if (!values.some(isObject) && taken + line.length <= LINE_WIDTH) return line;
  const lines = values.map(
    (part, index) => `${inner}${formatted(part, inner, inner.length + comma(index, values))}`,
  );
  return `[\n${lines.join(',\n')}\n${indent}]`;
}

function comma(index: number, all: readonly unknown[]): number {
  return index < all.length - 1 ? 1 : 0;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
