import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Detection } from '../../src/core/detection.ts';
import { redact } from '../../src/core/redact.ts';
import { readDetection } from '../../src/sources/index.ts';
import { fixture, type Json } from '../fixture.ts';
import { PASSWORD, remainsOf, SECRET, TOKEN } from '../hostile/secrets.ts';

const names = readdirSync(new URL('../fixtures/', import.meta.url))
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace(/\.json$/, ''));

/** What is acted on. The evidence is only shown. */
function actedOn(event: unknown): Omit<Detection, 'evidence'> | object {
  const reading = readDetection(event);
  if (!reading.ok) return reading.problem;
  const { evidence, ...rest } = reading.detection;
  return rest;
}

describe.each(names)('%s', (name) => {
  test('has no secret, and comes back as it is', () => {
    const event = fixture(name);
    expect(redact(event)).toEqual({ event, heldSecret: false });
    expect(redact(event).event).toBe(event);
  });

  test('with a secret put anywhere into it, loses the secret and is acted on as before', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...SECRETS), (at, [field, text, secret = text]) => {
        const event = withSecret(fixture(name), at, { [field]: text });
        const redacted = redact(event);
        expect(redacted.heldSecret).toBe(true);
        expect(remainsOf(secret, JSON.stringify(redacted.event))).toEqual([]);
        expect(actedOn(redacted.event)).toEqual(actedOn(event));
        // Else the event would be sent again and again.
        expect(redact(redacted.event).heldSecret).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

const SECRETS: readonly (readonly [string, string, string?])[] = [
  ['secretAccessKey', SECRET],
  ['sessionToken', TOKEN],
  ['newPassword', PASSWORD],
  ['SAMLAssertion', TOKEN],
  ['service_password', PASSWORD],
  ['note', `found ${SECRET} in the log`, SECRET],
  ['note', 'password=hunter2-of-2026', 'hunter2-of-2026'],
  ['policyDocument', `{"sessionToken":"${TOKEN}"}`, TOKEN],
  ['note', 'ghp_Zk3v9QwLr7TtYb2HcXe5MsPn8UdAg4Jf6BiK'],
];

/** Puts the fields into one of the objects of the event. */
function withSecret(event: Json, at: number, fields: Json): Json {
  const objects: Json[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (!Array.isArray(value)) objects.push(value as Json);
    for (const part of Object.values(value)) visit(part);
  };
  visit(event['detail']);
  Object.assign(objects[at % objects.length] ?? {}, fields);
  return event;
}

test('an event as large as Lambda takes, written by a thief, is read in a few seconds', () => {
  const hostile = [`${'aB3/'.repeat(60_000)}`, 'key='.repeat(60_000), 'a1B'.repeat(80_000), '[['.repeat(10)];
  for (const text of hostile) {
    const before = performance.now();
    redact({ detail: { reason: text } });
    expect(performance.now() - before).toBeLessThan(10_000);
  }
});

test('what nests deeper than anybody reads is taken out, so that nothing hides there', () => {
  let event: unknown = { sessionToken: TOKEN };
  for (let depth = 0; depth < 5_000; depth += 1) event = [event];
  expect(remainsOf(TOKEN, JSON.stringify(redact({ event }).event))).toEqual([]);
});
