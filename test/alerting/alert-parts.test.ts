import { describe, expect, test } from '@jest/globals';
import { withValue } from '../fixture.ts';
import { accepted, DETAILS, type GoldenCase, KEY, type Place, placesOf } from '../golden/case.ts';
import { cases } from '../golden/cases.ts';
import { tell } from '../golden/tell.ts';

function endedAs(name: string): GoldenCase {
  const found = cases.find((one) => one.name === name);
  if (found === undefined) throw new RangeError(`there is no case ${name}`);
  return found;
}

async function linesOf(one: GoldenCase, place = placesOf(one)[0] as Place): Promise<readonly string[]> {
  return (await tell(one, place)).alert.text.split('\n');
}

describe('the calls of a response', () => {
  async function callsOf(count: number): Promise<readonly string[]> {
    const one = endedAs('contained');
    const actions = Array.from({ length: count }, (_, index) =>
      accepted('03:12:08.114', 'iam:UpdateAccessKey', `${KEY} number ${index + 1}`),
    );
    const lines = await linesOf({
      ...one,
      endings: (place) => one.endings(place).map((ending) => ({ ...ending, actions })),
    });
    const begin = lines.findIndex((line) => line.startsWith('DONE BY THE RESPONDER'));
    const end = lines.findIndex((line) => line.startsWith(' not done: '));
    return lines.slice(begin + 1, end).map((line) => /number (\d+): ok$/.exec(line)?.[1] ?? line.trim());
  }
  const numbers = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => String(from + index));

  test.each([1, 10, 11])('are all shown, if they are %d', async (count) => {
    expect(await callsOf(count)).toEqual(numbers(1, count));
  });

  test.each([12, 300])(
    'of %d, the first and the last five are shown, and the others are counted',
    async (count) => {
      expect(await callsOf(count)).toEqual([
        ...numbers(1, 5),
        `${count - 10} more calls between these: see the JSON`,
        ...numbers(count - 4, count),
      ]);
    },
  );
});

test('a text in place of the key id that may be a secret is said to be there, and not shown', async () => {
  const one = endedAs('not-contained-no-key-id');
  const lines = await linesOf({ ...one, event: withValue(one.event, DETAILS, 'CONTAINED: all is well') });
  expect(lines).toContain('KEY      none: the event has a text in its place that is no id or name');
  expect(lines.join('\n')).not.toContain('all is well');
});

test('in a partition whose console is not known, the alert has no link and says nothing of links', async () => {
  const one = endedAs('contained');
  const place = { partition: 'aws-iso', region: 'us-iso-east-1', elsewhere: 'us-iso-west-1' };
  const lines = await linesOf(one, place);
  expect(lines).toContain('ACCOUNT  111122223333 (alias "prod"), partition aws-iso');
  expect(lines.filter((line) => /^(?:LINKS|FINDING|TRAIL|IAM) |https:|undefined/.test(line))).toEqual([]);
  expect((await linesOf(one)).filter((line) => /^(?:LINKS|FINDING|TRAIL|IAM) /.test(line))).toHaveLength(4);
});
