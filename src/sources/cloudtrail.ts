import { denyRemovalPattern } from './cloudtrail-deny-removal.ts';
import {
  honeyKeyPattern,
  rootKeyPattern,
  rootSessionPattern,
  suspectedApiCallPattern,
  watchedApiCallPattern,
} from './cloudtrail-patterns.ts';
import { quarantinePolicyPattern } from './cloudtrail-quarantine.ts';
import { readRecord } from './cloudtrail-record.ts';
import { detectorTamperPattern, trailTamperPattern } from './cloudtrail-tamper.ts';
import type { EventSource } from './event-source.ts';
import { text } from './fields.ts';

/** API calls from CloudTrail. AWS's page: CloudTrail user guide, "CloudTrail record contents" and "userIdentity". */
export const cloudTrail: EventSource = {
  id: 'cloudtrail',
  name: 'CloudTrail',
  rules: [
    {
      id: 'QuarantinePolicyRule',
      description:
        'AWS or an administrator put an AWSCompromisedKeyQuarantine policy on a user, or AWS was refused it.',
      bus: 'default',
      pattern: () => quarantinePolicyPattern,
    },
    {
      id: 'DenyRemovalRule',
      description:
        "Somebody takes AWS's quarantine, AWSDenyAll or a permissions boundary off a user: the ledger knows if it matters.",
      bus: 'default',
      pattern: () => denyRemovalPattern,
    },
    {
      id: 'SuspectedApiCallRule',
      description: 'Somebody switches logging or detection off, or tries to (parameter suspectedApiCalls).',
      bus: 'default',
      // A listed call may be one that only reads.
      seesReadOnlyCalls: true,
      parameter: 'suspectedApiCalls',
      pattern: ({ suspectedApiCalls }) => suspectedApiCallPattern(suspectedApiCalls),
    },
    {
      id: 'TrailTamperRule',
      description: 'Somebody silences the trail or another log or detection of the account, or tries to.',
      bus: 'default',
      pattern: () => trailTamperPattern,
    },
    {
      id: 'DetectorTamperRule',
      description: 'Somebody silences GuardDuty or Security Hub, or a part of it, or tries to.',
      bus: 'default',
      pattern: () => detectorTamperPattern,
    },
    {
      id: 'RootKeyRule',
      description: 'Any API call by an access key of the root user, read-only calls too.',
      bus: 'default',
      seesReadOnlyCalls: true,
      pattern: () => rootKeyPattern,
    },
    {
      id: 'RootSessionRule',
      description:
        'The root user makes something in a session, or switches logging, detection or a protection off.',
      bus: 'default',
      // So may a listed one, and of GetFederationToken and GetSessionToken AWS's pages disagree.
      seesReadOnlyCalls: true,
      parameter: 'suspectedApiCalls',
      pattern: ({ suspectedApiCalls }) => rootSessionPattern(suspectedApiCalls),
    },
    {
      id: 'WatchedApiCallRule',
      description:
        'Somebody makes a key or another credential of a user, creates a federation session, switches a key on or off, or deletes one.',
      bus: 'default',
      // Of GetFederationToken AWS's pages disagree.
      seesReadOnlyCalls: true,
      pattern: () => watchedApiCallPattern,
    },
    {
      id: 'HoneyKeyRule',
      description: 'Any API call by a honey key (parameter honeyKeys), read-only calls too.',
      bus: 'default',
      seesReadOnlyCalls: true,
      condition: 'HasHoneyKeys',
      parameter: 'honeyKeys',
      pattern: ({ honeyKeys }) => honeyKeyPattern(honeyKeys),
    },
  ],
  // Only AWS can send an event whose source begins with `aws.`. Any other source may be forged to name a victim.
  recognizes: ({ source, detailType }) => source.startsWith('aws.') && detailType.endsWith(' via CloudTrail'),
  read: readRecord,
  accessKeyId: ({ detail }) => text(detail, 'userIdentity', 'accessKeyId'),
  findingPage: ({ findingId }) => ({
    service: 'cloudtrailv2',
    fragment: `/events${findingId === undefined ? '' : `/${findingId}`}`,
  }),
  examples: [
    'cloudtrail-quarantine-by-aws',
    'cloudtrail-quarantine-v4',
    'cloudtrail-quarantine-inline',
    'cloudtrail-quarantine-refused',
    'cloudtrail-detach-deny',
    'cloudtrail-stop-logging-by-key',
    'cloudtrail-stop-logging-by-role',
    'cloudtrail-stop-logging-refused',
    'cloudtrail-stop-logging-for-root',
    'cloudtrail-put-event-selectors',
    'cloudtrail-update-detector-off',
    'cloudtrail-create-archiving-filter',
    'cloudtrail-create-root-key',
    'cloudtrail-root-key-read',
    'cloudtrail-create-access-key-for-other',
    'cloudtrail-create-bearer-key',
    'cloudtrail-get-federation-token',
    'cloudtrail-activate-key',
    'cloudtrail-delete-key',
    'cloudtrail-own-change',
    'cloudtrail-honey-key',
  ],
};
