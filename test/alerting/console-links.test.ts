import { describe, expect, test } from '@jest/globals';
import { consoleLink, homeRegionOf, isRegion, shortConsoleLink } from '../../src/alerting/console-links.ts';

const there = { accountId: '111122223333', identityCenter: { url: '', role: '' } };
const page = { service: 'cloudtrailv2', fragment: '/events' };

test.each(['us-east-1', 'ap-southeast-7', 'us-gov-east-1', 'us-isob-west-1', 'us-west-12'])(
  'a link stays in the Region %s of the event',
  (region) => {
    expect(consoleLink({ ...there, partition: 'aws', region }, page)).toBe(
      `https://${region}.console.aws.amazon.com/cloudtrailv2/home?region=${region}#/events`,
    );
  },
);

test.each([
  ...['evil.example/us-east-1', 'evil-us-east-1.example.com', 'us-east-1.evil.example', 'us-east-1@evil'],
  ...['us-east-1/', '/us-east-1', ' us-east-1', 'us-east-1\n', 'us-east-1#', 'US-EAST-1', 'us-east-123', ''],
])('a text of a thief in place of the Region is no part of a link: %j', (region) => {
  expect(isRegion(region)).toBe(false);
  expect(consoleLink({ ...there, partition: 'aws', region }, page)).toBe(
    'https://us-east-1.console.aws.amazon.com/cloudtrailv2/home?region=us-east-1#/events',
  );
});

describe('in a partition that is not known', () => {
  test('there is no link, since a wrong one is worse', () => {
    expect(consoleLink({ ...there, partition: 'aws-iso', region: 'us-iso-east-1' }, page)).toBeUndefined();
    expect(shortConsoleLink('aws-iso', '/users')).toBeUndefined();
  });

  test('nobody knows the Region of IAM', () => {
    expect([homeRegionOf('aws-iso'), homeRegionOf('aws-cn')]).toEqual([undefined, 'cn-north-1']);
  });
});
