import { readFileSync } from 'node:fs';

/** An event of test/fixtures, fresh for every caller. */
export function fixture(name: string): Json {
  return JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'));
}

export type Json = { [key: string]: JsonValue };
export type JsonValue = Json | JsonValue[] | string | number | boolean | null;

/** The event with one value replaced, or taken out where the value is `undefined`. */
export function withValue(event: Json, path: string, value: JsonValue | undefined): Json {
  const [key = '', ...rest] = path.split('.');
  const { [key]: current, ...others } = event;
  if (rest.length > 0) return { ...others, [key]: withValue((current ?? {}) as Json, rest.join('.'), value) };
  return value === undefined ? others : { ...others, [key]: value };
}
