import { printable } from '../core/printable.ts';

/**
 * Makes text of the event safe for a line of plain text. An attacker writes user agents, names and URLs. They must not
 * look like a line of the alert, must not be a link, and must not be so long that they hide the verdict.
 */
export function quoteForText(hostile: string, limit = 100): string {
  return `"${defang(printable(hostile, limit).replaceAll('"', "'"))}"`;
}

/** `http://evil.example` becomes `hxxp[:]//evil[.]example`. People can read it, and no mail client makes it a link. */
export function defang(text: string): string {
  return breakLinks(text.replace(/http/gi, 'hxxp'), (mark) => `[${mark}]`);
}

/**
 * Breaks what a mail client, a chat or a phone would make a link of, at its colon or its dots. That is an address with a
 * scheme, a domain, a host or a number after `//`, `\\` or `@`, and an IP address with a port or path. A single IP address
 * and a version stay as they are.
 */
function breakLinks(text: string, apart: (mark: string) => string): string {
  return text
    .replace(/(?:\/\/|\\\\|@)[^\s/?#"]+|\d{1,3}(?:\.\d{1,3}){3}(?=[/:?#])/g, (host) =>
      host.replace(/(?<!\[)[.:]|[.:](?!\])/g, apart),
    )
    .replace(/:(?=\/\/)|(?<=mailto|tel|sms|file|data|javascript):|(?<=[\w=+<>|$^~`-])\.(?=[a-z])/gi, apart);
}

/**
 * SNS refuses a Subject that is empty, has 100 characters or more, or contains line breaks or control characters. It must
 * begin with a letter, a number or a punctuation mark. If SNS refuses the Subject, the alert is lost. SNS API reference,
 * Publish.
 */
export function subjectLine(text: string): string {
  const line = text.replace(/[^\x20-\x7e]/g, '?').trim();
  return line === '' ? 'AWS access key alert' : line.slice(0, 99);
}

/**
 * Makes text of the event safe for chat. Each chat client has its own markdown, so the text goes into a code span, where
 * only a backtick has a meaning. It has no `<`, `>`, `&` and `@`, because Slack marks links and mentions with them even in
 * a code span. Slack API, "Escaping text".
 */
export function codeForChat(hostile: string, limit = 80): string {
  const inert = printable(hostile, limit).replaceAll('`', "'").replace(/[<>&]/g, '?').replaceAll('@', '(at)');
  // An empty code span would be two backticks, and they would open another code span.
  return `\`${defang(inert || '(empty)').replaceAll('](', '] (')}\``;
}

/**
 * Quotes one word of a command for a shell. The word may contain anything except a single quote. A name that could be a
 * domain is split, as in `'evil'.'example'`: a shell joins the parts, and no mail client makes it a link.
 * @returns `undefined` if the word cannot be pasted safely.
 */
export function quoteForShell(value: string): string | undefined {
  if (!/^[\x20-\x26\x28-\x7e]*$/.test(value)) return undefined;
  return `'${breakLinks(value, (mark) => `'${mark}'`)}'`;
}

/** Encodes a part of an address, and bounds its length. */
export function encodeForUrl(value: string, limit = 512): string {
  return encodeURIComponent(value.slice(0, limit).toWellFormed()).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * Makes text of the event safe for JSON and the log, which a person may read, too. It replaces double quotes
 * and backslashes: other tools put the text between their own quotes, and each level of JSON doubles these characters, until
 * SNS refuses the size.
 */
export function textForJson(hostile: string, limit = 256): string {
  return defang(printable(hostile, limit).replaceAll('"', "'").replaceAll('\\', '/'));
}
