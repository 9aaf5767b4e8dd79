/**
 * Replaces `bowser` in the bundles. It detects browsers, and the SDK uses it only in browsers. A Lambda is not a browser,
 * so 34 KB of unused code stay out of the zip.
 */
export function parse(): never {
  throw new Error('a Lambda is no browser');
}
