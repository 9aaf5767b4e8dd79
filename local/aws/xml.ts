/** AWS Query's XML: fields for an object, `<member>`s for an array, ISO 8601 for a date. `undefined` is left out. */
export function toXml(name: string, value: unknown, namespace?: string): string {
  if (value === undefined) return '';
  const attribute = namespace === undefined ? '' : ` xmlns="${namespace}"`;
  return `<${name}${attribute}>${content(value)}</${name}>`;
}

function content(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((member) => toXml('member', member)).join('');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, child]) => toXml(name, child))
      .join('');
  }
  return escapeText(String(value));
}

/** XML 1.0 cannot contain control characters, not even escaped. They become `?`. */
function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#xD;')
    .replaceAll(/[^\t\n\r\x20-\ud7ff\ue000-\u{10ffff}]/gu, '?');
}
