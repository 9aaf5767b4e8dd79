/**
 * Text of the event, for a line of plain text. An attacker writes user agents, names and URLs: nothing of it may look
 * like a line of ours, be a link, or be long enough to bury the verdict.
 */
export function quoteForText(hostile: string, limit = 100): string {
  const printable = hostile.replace(/[^\x20-\x7e]/g, '?').replaceAll('"', "'");
  const cut =
    printable.length > limit ? `${printable.slice(0, limit)} [+${printable.length - limit} more]` : printable;
  return `"${defang(cut)}"`;
}

/** `http://evil.example` becomes `hxxp[:]//evil[.]example`: readable, and no mail client makes it a link. */
export function defang(text: string): string {
  return text
    .replace(/http/gi, 'hxxp')
    .replaceAll('://', '[:]//')
    .replace(/(?<=[\w-])\.(?=[a-z])/gi, '[.]');
}

/**
 * SNS refuses a Subject of 100 characters or more, with line breaks or control characters, and an empty one; a refused
 * Subject is a lost alert. SNS API reference, Publish.
 */
export function subjectLine(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 99);
}
