import { accessDenied } from '../../local/aws/faults.ts';
import type { Aws } from '../../local/aws.ts';
import type { Ending } from './ending.ts';
import { leftAlone } from './ending.ts';
import { event } from './events.ts';
import { deactivatedBefore, type SetUp, toldBefore, userOf } from './set-up.ts';
import { KEY } from './world.ts';

const switchedOff = event('cloudtrail-deactivate-key');
const deleted = event('cloudtrail-delete-key');
const ABOUT = { source: 'cloudtrail', before: ['dynamodb:BatchGetItem'], class: 'informational' } as const;
const CONFIRMED = { action: 'confirm-stopped', calls: ['iam:ListAccessKeys'] } as const;

const setInactive: Ending = {
  ...CONFIRMED,
  state: 'RESOLVED',
  reason: 'stopped-by-hand',
  headline: `access key ${KEY} of IAM user ci-deploy was set Inactive by somebody, and IAM shows it.`,
  inactive: [KEY],
};
const gone: Ending = {
  ...CONFIRMED,
  state: 'RESOLVED',
  reason: 'stopped-by-hand',
  headline: `access key ${KEY} of IAM user ci-deploy was deleted by somebody, and IAM knows it no more.`,
};

function switchOff({ identities }: Aws): void {
  identities.findAccessKey(KEY)?.key.status.write('Inactive');
}

/** What somebody did to a key, after an alert about it or without one: what the ledger knows of it decides. */
export const aboutStoppedKeys: readonly SetUp[] = [
  {
    ...ABOUT,
    tells: 'a key that somebody was woken for is set Inactive',
    event: switchedOff,
    remembered: 0,
    arrange: async (aws) => {
      await toldBefore(aws, 'NOT_CONTAINED', 'open');
      switchOff(aws);
    },
    ends: setInactive,
  },
  {
    ...ABOUT,
    tells: 'a key that somebody was woken for is set Inactive, in the mode that changes nothing',
    event: switchedOff,
    settings: { CONTAIN: 'observe' },
    remembered: 0,
    arrange: async (aws) => {
      await toldBefore(aws, 'NO_ACTION', 'open');
      switchOff(aws);
    },
    ends: setInactive,
  },
  {
    ...ABOUT,
    tells: 'a key that the responder deactivated is deleted',
    event: deleted,
    arrange: async (aws) => {
      await deactivatedBefore(aws, 1);
      await toldBefore(aws, 'CONTAINED', 'closed');
      aws.identities.deleteAccessKey(KEY);
    },
    ends: gone,
  },
  {
    ...ABOUT,
    tells: 'a key is deleted about which that was said before',
    event: deleted,
    class: 'benign',
    arrange: async (aws) => {
      await deactivatedBefore(aws, 1);
      await toldBefore(aws, 'RESOLVED', 'closed');
      aws.identities.deleteAccessKey(KEY);
    },
    ends: leftAlone('nothing-to-resolve'),
  },
  {
    ...ABOUT,
    tells: 'a key that the responder deactivated is set Inactive again by a person',
    event: switchedOff,
    class: 'benign',
    arrange: async (aws) => {
      await deactivatedBefore(aws, 1);
      await toldBefore(aws, 'CONTAINED', 'closed');
      switchOff(aws);
    },
    ends: { ...leftAlone('nothing-to-resolve'), inactive: [KEY] },
  },
  {
    ...ABOUT,
    tells: 'a key about which somebody was woken is set Inactive by the responder itself',
    event: event('cloudtrail-own-change'),
    class: 'benign',
    before: [],
    arrange: async (aws) => {
      await toldBefore(aws, 'NOT_CONTAINED', 'open');
      switchOff(aws);
    },
    ends: { ...leftAlone('own-change'), inactive: [KEY] },
  },
  {
    ...ABOUT,
    tells: 'a key that nobody was told of is set Inactive',
    event: switchedOff,
    class: 'benign',
    arrange: switchOff,
    ends: { ...leftAlone('nothing-to-resolve'), inactive: [KEY] },
  },
  {
    ...ABOUT,
    tells: 'a key that somebody was woken for is set Inactive, and another of the user is Active',
    event: switchedOff,
    remembered: 0,
    arrange: async (aws) => {
      await toldBefore(aws, 'NOT_CONTAINED', 'open');
      aws.identities.createAccessKey(userOf(aws, 'ci-deploy'), { accessKeyId: 'AKIAEXAMPLESECONDKEY' });
      switchOff(aws);
    },
    ends: {
      ...CONFIRMED,
      state: 'PARTLY_CONTAINED',
      reason: 'other-key-active',
      headline: `access key ${KEY} of IAM user ci-deploy is Inactive, but the user has another Active key.`,
      inactive: [KEY],
    },
  },
  {
    ...ABOUT,
    tells: 'a key that somebody was woken for is set Inactive, and Active again by the time that one looks',
    event: switchedOff,
    remembered: 0,
    arrange: (aws) => toldBefore(aws, 'NOT_CONTAINED', 'open'),
    ends: {
      ...CONFIRMED,
      calls: Array.from({ length: 4 }, () => 'iam:ListAccessKeys'),
      state: 'NOT_CONTAINED',
      reason: 'still-active',
      headline: `access key ${KEY} of IAM user ci-deploy IS STILL ACTIVE`,
      retry: true,
    },
  },
  {
    ...ABOUT,
    tells: 'a key that somebody was woken for is set Inactive, and IAM does not let that be seen',
    event: switchedOff,
    remembered: 0,
    arrange: async (aws) => {
      await toldBefore(aws, 'NOT_CONTAINED', 'open');
      switchOff(aws);
      aws.faults.inject({ action: 'iam:ListAccessKeys', fault: accessDenied, times: 'forever' });
    },
    ends: {
      ...CONFIRMED,
      state: 'NOT_CONTAINED',
      reason: 'not-verified',
      headline: `access key ${KEY} of IAM user ci-deploy MAY STILL BE ACTIVE.`,
      inactive: [KEY],
      retry: true,
    },
  },
  {
    ...ABOUT,
    tells: 'a key is set Inactive, and the ledger does not say whether somebody was woken',
    event: switchedOff,
    remembered: 0,
    arrange: (aws) => {
      switchOff(aws);
      aws.faults.inject({ action: 'dynamodb:BatchGetItem', fault: accessDenied, times: 'forever' });
    },
    ends: setInactive,
  },
];
