import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { templateWith } from '../package-into.ts';
import { packagedTemplate } from '../packaged.ts';
import { otherValues } from '../setting-samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'one-template-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Without what a stage has: the defaults of the parameters, what `npm run deploy` compares, and the time in the code's keys. */
function withoutSettings(template: unknown) {
  const text = JSON.stringify(template).replaceAll(/serverless\/[^"]+\/(\w+\.zip)/g, '$1');
  const { Parameters, Metadata, ...others } = JSON.parse(text) as Record<string, Record<string, object>>;
  const parameters = Object.entries(Parameters ?? {}).map(([name, parameter]) => [
    name,
    { ...parameter, Default: undefined },
  ]);
  return { ...others, Parameters: Object.fromEntries(parameters), Metadata: { ...Metadata, Settings: {} } };
}

test('no setting is in the template but as a parameter, so that one template serves every deployment', () => {
  const parameters = Object.entries(otherValues()).map(([name, value]) => `${name}=${value}`);
  const other = templateWith(folder, parameters);
  expect(withoutSettings(other)).toEqual(withoutSettings(packagedTemplate()));
});
