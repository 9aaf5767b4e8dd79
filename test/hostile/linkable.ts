/**
 * What mail clients, chats and phones make links of by themselves, modelled on linkify-it, linkifyjs and Android's
 * `Linkify`, and stricter: every letter after a dot begins a top-level domain here.
 */
const LINKS: readonly RegExp[] = [
  /[a-z0-9+.-]:\/\//i,
  /(?:mailto|tel|sms|data|javascript|file):/i,
  /[\w=+<>|$^~-]\.[a-z]/i,
  /(?:\/\/|\\\\|@)[^\s/?#"[]{0,80}\[?[\w-]{0,80}[.:][\w:-]/,
  /\d{1,3}(?:\.\d{1,3}){3}[/:]/,
];

/** The first few characters of everything in the text that would become a link. */
export function linksIn(text: string): readonly string[] {
  return LINKS.flatMap((link) => {
    const at = text.search(link);
    return at < 0 ? [] : [text.slice(Math.max(0, at - 10), at + 30)];
  });
}
