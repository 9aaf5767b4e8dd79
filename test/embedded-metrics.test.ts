import { Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { type Measurements, metrics } from '../src/core/metrics.ts';
import { openMeasure } from '../src/embedded-metrics.ts';
import { openLines } from '../src/lambda-log.ts';
import { metricsIn } from './emf-schema.ts';

const at = new Date('2026-05-04T03:12:16.000Z');
const stack = 'compromised-key-responder-prod';

function linesOf(measurements: Measurements): readonly string[] {
  const lines: string[] = [];
  openMeasure({ stack, clock: { now: () => at }, write: (line) => lines.push(line) })(() => measurements);
  return lines;
}

test('a line is a document from which CloudWatch takes each metric, with its unit, under the stack', () => {
  const all = Object.fromEntries(Object.keys(metrics).map((name) => [name, [1, 2.5]]));
  const [line = ''] = linesOf(all);
  expect(metricsIn(line)).toEqual({
    _aws: {
      Timestamp: at.getTime(),
      CloudWatchMetrics: [
        {
          Namespace: 'CompromisedKeyResponder',
          Dimensions: [['Stack']],
          Metrics: Object.entries(metrics).map(([Name, { unit: Unit }]) => ({ Name, Unit })),
        },
      ],
    },
    Stack: stack,
    ...all,
  });
  expect(line).not.toContain('\n');
});

test('four hundred values are in documents of a hundred, and none is lost', () => {
  const values = Array.from({ length: 400 }, (_, index) => index);
  const documents = linesOf({ SecondsToInactive: values, Contained: [400] }).map(metricsIn);
  expect(documents).toHaveLength(4);
  expect(documents.flatMap((document) => document['SecondsToInactive'])).toEqual(values);
  expect(documents.flatMap((document) => document['Contained'] ?? [])).toEqual([400]);
});

test('without a value there is no line, and what is no number is no value', () => {
  expect(linesOf({})).toEqual([]);
  expect(linesOf({ Contained: [], HeartbeatAge: [Number.NaN] })).toEqual([]);
});

test('nothing fails because a metric cannot be made or written', () => {
  const clock = { now: () => at };
  const fail = () => {
    throw new Error('no');
  };
  openMeasure({ stack, clock, write: fail })(() => ({ Contained: [1] }));
  openMeasure({ stack, clock, write: () => {} })(fail);
});

test('a closed output ends nothing', async () => {
  const stdout = new Writable({ write: (_, __, done) => done(new Error('EPIPE')) });
  openLines({ stdout: stdout as never })('a line');
  await new Promise((resolve) => setImmediate(resolve));
});
