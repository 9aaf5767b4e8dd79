import { expect, test } from '@jest/globals';
import { isCustomDetection } from '../../src/core/custom-detection.ts';

test.each([
  'Impact:S3/DataDestruction',
  // Of the list's forms, and later than it.
  'DefenseImpairment:Lambda/SomethingNew',
  'LateralMovement:S3/SomethingNew',
  'Persistence:S3/AccountManipulation',
])('%s is of a custom detection rule', (type) => {
  expect(isCustomDetection(type)).toBe(true);
});

test.each([
  'UnauthorizedAccess:IAMUser/MaliciousIPCaller',
  'DefenseEvasion:IAMUser/BedrockLoggingDisabled',
  'Persistence:S3/AccountManipulation.Custom',
  'x-Persistence:S3/AccountManipulation-x',
  'AccountManipulation',
  '',
])('%s is not', (type) => {
  expect(isCustomDetection(type)).toBe(false);
});
