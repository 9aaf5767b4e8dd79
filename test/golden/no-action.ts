import type { NoActionReason } from '../../src/core/reasons/index.ts';
import { fixture, withValue } from '../fixture.ts';
import { accepted, at, DETAILS, type Ending, type GoldenCase, KEY, refused } from './case.ts';

/** Nothing was changed, and the alert says why. */
export const noAction: readonly GoldenCase[] = [
  {
    name: 'no-action-exempt',
    event: fixture('guardduty-malicious-ip-caller'),
    policy: { exemptPrincipals: ['ci-deploy'] },
    endings: ({ region }) => [{ ...leftAlone('exempt'), ...lookedAt(region) }],
  },
  {
    name: 'no-action-observe',
    event: fixture('guardduty-malicious-ip-caller'),
    policy: { contain: 'observe' },
    endings: ({ region }) => [{ ...leftAlone('observe'), ...lookedAt(region) }],
  },
  {
    name: 'no-action-informational',
    event: fixture('cloudtrail-create-access-key-for-other'),
    endings: () => [leftAlone('informational')],
  },
  {
    name: 'no-action-model-used',
    event: withValue(
      withValue(
        fixture('guardduty-malicious-ip-caller'),
        'detail.type',
        'Impact:IAMUser/AnomalousModelInvocation',
      ),
      'detail.service.action.awsApiCallAction.api',
      'InvokeModel',
    ),
    endings: () => [leftAlone('informational')],
  },
  {
    name: 'no-action-suspected-without-key',
    event: withValue(
      withValue(fixture('guardduty-malicious-ip-caller'), DETAILS, 'ci-deploy'),
      'detail.type',
      'PenTest:IAMUser/KaliLinux',
    ),
    endings: () => [leftAlone('suspected-without-key')],
  },
  {
    name: 'no-action-federation-token',
    event: fixture('cloudtrail-get-federation-token'),
    endings: () => [leftAlone('informational')],
  },
  {
    name: 'no-action-tampering',
    event: withValue(
      fixture('cloudtrail-stop-logging-by-role'),
      'detail.userIdentity.invokedBy',
      'cloudformation.amazonaws.com',
    ),
    endings: () => [leftAlone('tampering')],
  },
  {
    name: 'no-action-tampering-refused',
    event: fixture('cloudtrail-stop-logging-refused'),
    endings: () => [leftAlone('tampering-refused')],
  },
  {
    name: 'no-action-key-gone',
    event: fixture('guardduty-malicious-ip-caller'),
    endings: () => [
      {
        state: 'NO_ACTION',
        reason: 'key-gone',
        userName: 'ci-deploy',
        actions: [
          refused('03:12:08.114', 'iam:UpdateAccessKey', `${KEY} Inactive`, 'NoSuchEntityException'),
          refused('03:12:08.330', 'iam:GetAccessKeyLastUsed', KEY, 'AccessDenied'),
          accepted('03:12:08.412', 'sts:GetAccessKeyInfo', KEY),
          accepted('03:12:08.541', 'iam:ListAccessKeys', 'ci-deploy'),
        ],
        keys: [],
        verifiedAt: at('03:12:08.541'),
        enrichment: {
          readAt: at('03:12:08.733'),
          accountAlias: { ok: true, value: 'prod' },
          consolePassword: { ok: true, value: 'absent' },
          lastUses: [],
        },
        retry: false,
      },
    ],
  },
];

/** A setting held the responder back: a person is to decide, and asks what would break. */
function lookedAt(region: string): Pick<Ending, 'enrichment'> {
  const use = { at: at('03:09:00.000'), service: 's3', region };
  return {
    enrichment: {
      readAt: at('03:12:08.114'),
      accountAlias: { ok: true, value: 'prod' },
      consolePassword: { ok: true, value: 'absent' },
      lastUses: [{ accessKeyId: KEY, use: { ok: true, value: use } }],
    },
  };
}

/** No call was made but to ask for the account's name. */
function leftAlone(reason: NoActionReason): Ending {
  return {
    state: 'NO_ACTION',
    reason,
    actions: [],
    enrichment: {
      readAt: at('03:12:08.114'),
      accountAlias: { ok: true, value: 'prod' },
      lastUses: [],
    },
    retry: false,
  };
}
