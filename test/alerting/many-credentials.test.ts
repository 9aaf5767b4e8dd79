import { describe, expect, test } from '@jest/globals';
import { keyId, tellOfMany as tell } from './many-credentials.ts';

const counts = [...Array.from({ length: 60 }, (_, index) => index + 1), 100, 400];
const mixes: readonly (readonly [string, number])[] = [
  ['all of them are stopped', 1_000_000],
  ['each fourth is Active', 4],
  ['none could be stopped', 1],
];

describe.each(mixes)('an event names many credentials, and %s', (_, eachActive) => {
  const told = new Map(counts.map((count) => [count, tell(count, eachActive)]));

  test.each(counts)('%d: the mail has 60 lines at most', (count) => {
    const lines = (told.get(count)?.bodies['email'] ?? '').split('\n');
    expect(lines.length).toBeLessThanOrEqual(60);
  });

  test.each(counts)('%d: the mail says in its third line how many more there are, by state', (count) => {
    if (count === 1) return;
    // The first one is Active in any case: it gives the headline.
    const active = Math.ceil(count / eachActive) - 1;
    const parts = [
      ...(active > 0 ? [`${active} NOT CONTAINED`] : []),
      ...(count - 1 - active > 0 ? [`${count - 1 - active} CONTAINED`] : []),
    ];
    expect((told.get(count)?.bodies['email'] ?? '').split('\n')[2]).toBe(
      `The event names ${count - 1} more: ${parts.join(', ')}. See ALSO NAMED BY THIS EVENT.`,
    );
  });

  test.each(counts)(
    '%d: what is Active is named as far as there is room, and the others are counted',
    (count) => {
      const mail = told.get(count)?.bodies['email'] ?? '';
      const active = Array.from({ length: count }, (__, index) => index).filter(
        (index) => index % eachActive === 0,
      );
      const named = active.filter((index) => mail.includes(keyId(index)));
      // At least ten lines of five ids each, or all of them.
      expect(named.length).toBeGreaterThanOrEqual(Math.min(active.length, 50));
      const left = /Not shown here: (?:(\d+) NOT CONTAINED)?/.exec(mail)?.[1] ?? '0';
      expect(named.length + Number(left)).toBe(active.length);
    },
  );

  test.each(counts)('%d: SNS takes it, and chat too', (count) => {
    const { subject, bodies } = tell(count, eachActive);
    expect(Buffer.byteLength(JSON.stringify(bodies))).toBeLessThan(262_144);
    expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
    const { description } = JSON.parse(bodies['https'] ?? '{}').content;
    expect(description.length).toBeLessThanOrEqual(8_000);
    expect(description.split('`').length % 2).toBe(1);
  });

  test.each(counts)('%d: the JSON names every one of them', (count) => {
    const machine = told.get(count)?.bodies['sqs'] ?? '';
    const missing = Array.from({ length: count }, (__, index) => keyId(index)).filter(
      (id) => !machine.includes(`:${id}"`),
    );
    expect(missing).toEqual([]);
  });
});
