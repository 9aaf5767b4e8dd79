/**
 * Stands in for `bowser` in the bundles, which tells browsers apart: the SDK asks it in browsers alone, and a Lambda is none.
 * It keeps 34 KB that never run out of the zip.
 */
export function parse(): never {
  throw new Error('a Lambda is no browser');
}
