import { heartbeatPermissions } from '../alerting/heartbeats.ts';
import { topicPermissions } from '../alerting/topics.ts';
import { deadLetterClaimPermissions } from '../incident/dead-letter-claims.ts';
import { deadLetterPermissions } from '../queue/dead-letters.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { respondFunction } from './respond-function.ts';

export const deadlettersFunction: LambdaFunction = {
  name: 'deadletters',
  description:
    'Tells people what could not be handled for more than a day, and keeps it. Sends the heartbeat.',
  trigger: { schedule: 'rate(5 minutes)' },
  memorySize: 512,
  // Half a minute of reading, and one claim and one alert for what is new.
  timeout: 120,
  permissions: [
    ...deadLetterPermissions,
    ...deadLetterClaimPermissions,
    ...topicPermissions,
    ...heartbeatPermissions,
  ],
  settings: [...respondFunction.settings, 'deadLetterQueueUrl'],
};
