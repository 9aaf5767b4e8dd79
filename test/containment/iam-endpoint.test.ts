import { describe, expect, test } from '@jest/globals';
import { regionsOfSdk, resolvedBySdk } from '../../scripts/generated/iam-endpoints.ts';
import { iamEndpoint } from '../../src/containment/iam-endpoint.ts';

const ours = (region: string) => {
  const found = iamEndpoint({ region });
  return found && { url: found.endpoint.href, signingRegion: found.signingRegion };
};

describe('the endpoint and the signing Region of IAM', () => {
  test.each(regionsOfSdk)("are the SDK's in $region ($partition)", ({ region }) => {
    expect(ours(region)).toEqual(resolvedBySdk(region));
  });

  // The partitions that AWS's documentation names, so that an empty list of the SDK does not pass for a right one.
  test.each([
    ['eu-west-3', 'https://iam.amazonaws.com/', 'us-east-1'],
    ['us-gov-east-1', 'https://iam.us-gov.amazonaws.com/', 'us-gov-west-1'],
    ['cn-northwest-1', 'https://iam.cn-north-1.amazonaws.com.cn/', 'cn-north-1'],
    ['eusc-de-east-1', 'https://iam.eusc-de-east-1.amazonaws.eu/', 'eusc-de-east-1'],
    ['us-iso-west-1', 'https://iam.us-iso-east-1.c2s.ic.gov/', 'us-iso-east-1'],
  ])('in %s are %s and %s', (region, url, signingRegion) => {
    expect(ours(region)).toEqual({ url, signingRegion });
  });

  test.each(['eu-west-9', 'cn-south-2', 'us-gov-north-1', 'eusc-de-west-2'])(
    'are known for a Region that is newer than the SDK: %s',
    (region) => {
      expect(ours(region)).toEqual(resolvedBySdk(region));
    },
  );

  test.each(['xx-new-partition-1', 'us-east-1.attacker.example', ''])('are not guessed for %j', (region) => {
    expect(ours(region)).toBeUndefined();
  });

  test('are the given endpoint and the Region of the client, as the SDK has it', () => {
    expect(iamEndpoint({ region: 'us-gov-west-1', endpoint: 'http://127.0.0.1:4566' })).toEqual({
      endpoint: new URL('http://127.0.0.1:4566'),
      signingRegion: 'us-gov-west-1',
    });
    expect(iamEndpoint({ region: 'us-east-1', endpoint: 'no address' })).toBeUndefined();
  });
});
