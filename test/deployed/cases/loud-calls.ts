import {
  detectorSwitchedOff,
  refused,
  selectorsNarrowed,
  stopLogging,
  stopLoggingByRole,
} from '../events/api-calls.ts';
import { assume, createRole } from '../roles.ts';
import { callWithPermission } from '../thief.ts';
import { createUser } from '../users.ts';
import { type Case, incidentOf, leftAlone } from './case.ts';

/** What a long-term key is stopped for: by anything else it wakes somebody, and nothing is changed. */
export const loudCalls: readonly Case[] = [
  {
    name: "logging is switched off in a role's session",
    rule: 'SuspectedApiCallRule',
    bus: 'default',
    expected: { state: 'NO_ACTION', reason: 'tampering' },
    async prepare({ aws }, bystander) {
      const namesake = await createUser(aws, 'loud');
      const role = await createRole(bystander, namesake.name);
      const session = await assume(role);
      return {
        event: stopLoggingByRole(role, session),
        incidents: [incidentOf(role.accountId, session.accessKeyId)],
        thefts: [
          { what: "role's session", credentials: session, use: callWithPermission, refusedWith: 'never' },
        ],
        keys: [{ user: namesake, status: 'Active' }],
        headline: `role ${role.name} called cloudtrail:StopLogging, with access key ${session.accessKeyId}.`,
      };
    },
  },
  {
    name: 'a key is not let switch logging off',
    rule: 'SuspectedApiCallRule',
    bus: 'default',
    expected: { state: 'NO_ACTION', reason: 'tampering-refused' },
    async prepare({ aws }) {
      const user = await createUser(aws, 'loud');
      return {
        ...leftAlone(refused(stopLogging(user)), user),
        headline: `IAM user ${user.name} tried to call cloudtrail:StopLogging`,
      };
    },
  },
  {
    name: 'a key lets the trail log less',
    rule: 'TrailTamperRule',
    bus: 'default',
    expected: { state: 'NO_ACTION', reason: 'tampering' },
    async prepare({ aws }) {
      const user = await createUser(aws, 'loud');
      return {
        ...leftAlone(selectorsNarrowed(user), user),
        headline: `IAM user ${user.name} called cloudtrail:PutEventSelectors`,
      };
    },
  },
  {
    name: 'a key switches a detector off',
    rule: 'DetectorTamperRule',
    bus: 'default',
    expected: { state: 'NO_ACTION', reason: 'tampering' },
    async prepare({ aws }) {
      const user = await createUser(aws, 'loud');
      return {
        ...leftAlone(detectorSwitchedOff(user), user),
        headline: `IAM user ${user.name} called guardduty:UpdateDetector`,
      };
    },
  },
];
