import { expect, test } from '@jest/globals';
import { isCustomDetection } from '../../src/core/custom-detection.ts';

test.each([
  'Impact:S3/DataDestruction',
  // Of the list's forms, and later than it.
  'DefenseImpairment:Lambda/SomethingNew',
  'LateralMovement:S3/SomethingNew',
  'Persistence:S3/AccountManipulation',
  'Execution:S3/DataDestruction',
])('%s is of a custom detection rule', (type) => {
  expect(isCustomDetection(type)).toBe(true);
});

test.each([
  'UnauthorizedAccess:IAMUser/MaliciousIPCaller',
  'DefenseEvasion:IAMUser/BedrockLoggingDisabled',
  'Persistence:S3/AccountManipulation.Custom',
  'x-Persistence:S3/AccountManipulation',
  'Persistence:S3/AccountManipulation-x',
  'LateralMovement:S3/Something-x',
  'Persistence:S3/NoAccountManipulation',
  'NoLateralMovement:S3/SomethingNew',
  'AccountManipulation',
  '',
])('%s is not', (type) => {
  expect(isCustomDetection(type)).toBe(false);
});
