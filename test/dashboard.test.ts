import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { resolveTemplate } from '../local/template/resolve-template.ts';
import { metrics } from '../src/core/metrics.ts';
import { templateWith } from './package-into.ts';
import { packagedTemplate, resourcesOf } from './packaged.ts';

const PLACE = { partition: 'aws', accountId: '111122223333', region: 'us-east-1', stackName: 'responder' };
const folder = mkdtempSync(join(tmpdir(), 'dashboard-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Widget {
  readonly type: string;
  readonly properties: {
    readonly title: string;
    readonly region: string;
    readonly metrics: readonly (readonly [string, string, string, string, object])[];
  };
}

let widgets: readonly Widget[];
beforeAll(() => {
  const template = templateWith(folder, ['dashboard=true']);
  const { DashboardBody } = resolveTemplate(template, PLACE).get('Dashboard')?.properties ?? {};
  widgets = JSON.parse(String(DashboardBody)).widgets;
}, 120_000);

test('there is none unless the deployer asks for it', () => {
  const [[, { Condition }] = ['', { Condition: undefined }]] = resourcesOf('AWS::CloudWatch::Dashboard');
  expect(Condition).toBe('HasDashboard');
  expect(resolveTemplate(packagedTemplate(), PLACE).get('Dashboard')).toBeUndefined();
});

test('it shows every metric of the responder, under the stack', () => {
  const own = widgets
    .flatMap(({ properties }) => properties.metrics)
    .filter(([namespace]) => namespace === 'CompromisedKeyResponder');
  expect(new Set(own.map(([, name]) => name))).toEqual(new Set(Object.keys(metrics)));
  for (const [, , dimension, value] of own)
    expect([dimension, value]).toEqual(['Stack', 'compromised-key-responder-prod']);
});

test('each chart is in the Region of the stack, and each series of something that the stack has', () => {
  for (const { type, properties } of widgets) {
    expect([type, properties.region]).toEqual(['metric', 'us-east-1']);
    expect(properties.metrics.length).toBeGreaterThan(0);
    expect(JSON.stringify(properties)).not.toContain('${');
  }
});
