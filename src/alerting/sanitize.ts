import { printable } from '../core/printable.ts';

/**
 * Text of the event, for a line of plain text. An attacker writes user agents, names and URLs: nothing of it may look
 * like a line of ours, be a link, or be long enough to bury the verdict.
 */
export function quoteForText(hostile: string, limit = 100): string {
  return `"${defang(printable(hostile, limit).replaceAll('"', "'"))}"`;
}

/** `http://evil.example` becomes `hxxp[:]//evil[.]example`: readable, and no mail client makes it a link. */
export function defang(text: string): string {
  return breakLinks(text.replace(/http/gi, 'hxxp'), (mark) => `[${mark}]`);
}

/**
 * Whatever a mail client, a chat or a phone would make a link of, taken apart at its colon or at its dots: an address
 * with a scheme, a domain, a host or a number after `//`, `\\` or `@`, and an IP address with a port or path. An IP
 * address by itself and a version stay as they are.
 */
function breakLinks(text: string, apart: (mark: string) => string): string {
  return text
    .replace(/(?:\/\/|\\\\|@)[^\s/?#"]+|\d{1,3}(?:\.\d{1,3}){3}(?=[/:?#])/g, (host) =>
      host.replace(/(?<!\[)[.:]|[.:](?!\])/g, apart),
    )
    .replace(/:(?=\/\/)|(?<=mailto|tel|sms|file|data|javascript):|(?<=[\w=+<>|$^~`-])\.(?=[a-z])/gi, apart);
}

/**
 * SNS refuses a Subject of 100 characters or more, with line breaks or control characters, and an empty one, and wants a
 * letter, a number or a mark first; a refused Subject is a lost alert. SNS API reference, Publish.
 */
export function subjectLine(text: string): string {
  const line = text.replace(/[^\x20-\x7e]/g, '?').trim();
  return line === '' ? 'AWS access key alert' : line.slice(0, 99);
}

/**
 * Text of the event, for chat, whose clients each have a markdown of their own: in a code span, where only a backtick
 * means something, and without `<`, `>`, `&` and `@`, by which Slack marks links and mentions even there. Slack API,
 * "Escaping text".
 */
export function codeForChat(hostile: string, limit = 80): string {
  const inert = printable(hostile, limit).replaceAll('`', "'").replace(/[<>&]/g, '?').replaceAll('@', '(at)');
  // Two backticks with nothing between them would open a code span instead.
  return `\`${defang(inert || '(empty)').replaceAll('](', '] (')}\``;
}

/**
 * A word of a command, as a shell takes it, whatever is in it but a single quote. A name that could be a domain is taken
 * apart, `'evil'.'example'`: a shell puts it together again, and no mail client makes it a link.
 * @returns `undefined` where it cannot be pasted safely.
 */
export function quoteForShell(value: string): string | undefined {
  if (!/^[\x20-\x26\x28-\x7e]*$/.test(value)) return undefined;
  return `'${breakLinks(value, (mark) => `'${mark}'`)}'`;
}

/** A part of an address of ours, which has an end. */
export function encodeForUrl(value: string, limit = 512): string {
  return encodeURIComponent(value.slice(0, limit).toWellFormed()).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * Text of the event in JSON for machines and in the log, where a person may read it too. Without double quotes and
 * backslashes: others paste it between quotes of their own, and each level of JSON doubles them, up to what SNS takes.
 */
export function textForJson(hostile: string, limit = 256): string {
  return defang(printable(hostile, limit).replaceAll('"', "'").replaceAll('\\', '/'));
}
