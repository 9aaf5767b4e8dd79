import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { resolveTemplate } from '../local/template/resolve-template.ts';
import { PLACE } from './iam/stack-policies.ts';
import { templateWith } from './package-into.ts';
import { packagedTemplate, resourcesOf } from './packaged.ts';

const folder = mkdtempSync(join(tmpdir(), 'reserved-concurrency-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** As CloudFormation would give it to Lambda. */
function reserved(template: unknown) {
  const functions = [...resolveTemplate(template, PLACE).values()].filter(
    ({ type }) => type === 'AWS::Lambda::Function',
  );
  return Object.fromEntries(
    functions.flatMap(({ logicalId, properties }) =>
      'ReservedConcurrentExecutions' in properties
        ? [[logicalId, properties['ReservedConcurrentExecutions']]]
        : [],
    ),
  );
}

test('nothing is reserved unless the deployer says so, and then for the function that contains', () => {
  expect(reserved(packagedTemplate())).toEqual({});
  expect(reserved(templateWith(folder, ['reservedConcurrency=20']))).toEqual({ RespondLambdaFunction: '20' });
});

test('more is reserved than the retry queue may take, or new events would wait behind old ones', () => {
  const [MaximumConcurrency = 0] = resourcesOf('AWS::Lambda::EventSourceMapping').map(
    ([, { Properties }]) =>
      (Properties['ScalingConfig'] as { MaximumConcurrency: number }).MaximumConcurrency,
  );
  expect(() => templateWith(folder, [`reservedConcurrency=${MaximumConcurrency}`])).toThrow(
    `reservedConcurrency must be a whole number from ${MaximumConcurrency + 1}`,
  );
});
