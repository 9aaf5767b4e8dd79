import { describe, expect, test } from '@jest/globals';
import { packagedTemplate } from './packaged.ts';

interface Query {
  readonly Id: string;
  readonly Expression?: string;
}

const alarm = packagedTemplate().Resources['AlertsUnheardAlarm']?.Properties ?? {};
const queries = alarm['Metrics'] as readonly Query[];

/** What CloudWatch's metric math makes of series, as much as this alarm uses: one value for each period of five minutes. */
function evaluate(metrics: Readonly<Record<string, readonly (number | undefined)[]>>): readonly number[] {
  const series: Record<string, readonly (number | undefined)[]> = { ...metrics };
  const length = metrics['published']?.length ?? 0;
  const compute = (id: string): readonly (number | undefined)[] => {
    const known = series[id];
    if (known !== undefined) return known;
    const expression = queries.find(({ Id }) => Id === id)?.Expression ?? '';
    const names = new Set(expression.match(/\b[a-z]\w*/g));
    for (const name of names) compute(name);
    const code = expression
      .replace(/FILL\((\w+), 0\)/g, '(at.$1[k] ?? 0)')
      .replace(/DIFF\((\w+)\)/g, '((at.$1[k] ?? 0) - (at.$1[k - 1] ?? 0))')
      .replace(/(?<![.\w])([a-z]\w*)(?![\w.[(])/g, (name) =>
        names.has(name) ? `(at.${name}[k] ?? 0)` : name,
      );
    const run = new Function('at', 'k', 'IF', `return ${code};`);
    const choose = (condition: boolean, yes: number, no: number) => (condition ? yes : no);
    const values = Array.from({ length }, (_, k) => Number(run(series, k, choose)));
    series[id] = values;
    return values;
  };
  return compute('got').map(Number);
}

/** Whether it rings: so many periods in a row under the threshold. */
function rings(metrics: Parameters<typeof evaluate>[0]): boolean {
  const periods = Number(alarm['EvaluationPeriods']);
  const low = evaluate(metrics).map((value) => value < Number(alarm['Threshold']));
  return low.some((_, end) => end + 1 >= periods && low.slice(end + 1 - periods, end + 1).every(Boolean));
}

/** One heartbeat a period: the queue for heartbeats gets it, and each other subscriber leaves it out. */
describe.each([
  [0, true],
  [1, false],
  [3, false],
])('with %i subscribers beside the queue for heartbeats', (others, expected) => {
  const beats = { published: [1, 1, 1, 1, 1], delivered: [1, 1, 1, 1, 1] };

  test(`nobody hears: ${expected}`, () => {
    expect(rings({ ...beats, filtered: beats.published.map(() => others) })).toBe(expected);
  });

  test('an alert among the heartbeats makes no difference', () => {
    const delivered = [1, 1, 1 + others, 1, 1];
    const filtered = [others, others, others + 1, others, others];
    expect(rings({ published: [1, 1, 2, 1, 1], delivered, filtered })).toBe(expected);
  });

  test('nor does a message that is published in one period and delivered in the next', () => {
    const delivered = [1, 1, 0, 2, 1];
    const filtered = [others, others, 0, 2 * others, others];
    expect(rings({ published: [1, 1, 1, 1, 1], delivered, filtered })).toBe(expected);
  });
});

test('silence is for the alarm on heartbeats', () => {
  const nothing = [undefined, undefined, undefined];
  expect(rings({ published: nothing, delivered: nothing, filtered: nothing })).toBe(false);
});
