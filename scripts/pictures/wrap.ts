/**
 * A line in pieces of at most so many characters, at spaces where there are any; those after the first are indented as
 * the text of the first is.
 */
export function wrap(text: string, columns: number, indent = hangingIndent(text)): readonly string[] {
  if (text.length <= columns) return [text];
  const space = text.lastIndexOf(' ', columns);
  // A word that does not fit is broken where the line ends.
  const end = space > indent ? space : columns;
  const rest = text.slice(end).replace(/^ /, '');
  return [text.slice(0, end), ...wrap(' '.repeat(indent) + rest, columns, indent)];
}

/** Under the value of `LABEL    value`, and a little further than a command. */
function hangingIndent(text: string): number {
  const label = /^(?: ?[A-Za-z]+ {2,}| user agent )/.exec(text)?.[0].length;
  return label ?? (text.startsWith(' aws ') ? 5 : text.search(/\S|$/));
}
