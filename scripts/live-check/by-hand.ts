import type { Point } from './point.ts';

/** @param plan what a person does. */
function byHand(name: string, shows: string, plan: Point['plan']): Point {
  const sentence = 'this command does not try it; docs/live-check.md and the dry run say how a person does';
  return { name, shows, plan, run: async () => ({ result: 'NOT SHOWN', sentence }) };
}

/** What needs other Regions, another partition, minutes of waiting on CloudTrail, or a changed stack. */
export const pointsByHand: readonly Point[] = [
  byHand(
    'sample-findings',
    'sample findings of two Regions reach the home stack, and stop nobody',
    ({ region }) => [
      `for each of ${region} and a Region with forward.yml: aws guardduty list-detectors --region=REGION`,
      'aws guardduty create-sample-findings --region=REGION --detector-id=ID --finding-types=UnauthorizedAccess:IAMUser/MaliciousIPCaller',
      'expect an alert TEST for each Region; archive the samples in GuardDuty',
    ],
  ),
  byHand('switched-on-again', "a key that another Region's finding stopped is stopped again", () => [
    'put a report about a key of a decoy user, wait until it is Inactive, then:',
    'aws iam update-access-key --user-name=DECOY --access-key-id=AKIAIOSFODNN7EXAMPLE --status=Active',
    'expect Inactive again within 15 minutes, and a page; it shows the other Region only if the finding came from there',
  ]),
  byHand('calls-elsewhere', 'a honey key and StopLogging are heard in a Region with forward.yml', () => [
    'with the key in honeyKeys: aws sts get-caller-identity --region=OTHER, and expect the key Inactive',
    'with a decoy key: aws cloudtrail stop-logging --region=OTHER --name=no-such-trail, and expect tampering-refused',
  ]),
  byHand('failure-path', 'an event that fails raises an alarm within minutes, twice', ({ stackName }) => [
    `aws sqs send-message --queue-url=the output DeadLetterQueueUrl of ${stackName} --message-body='{}'`,
    'expect the alarm on the operations topic within minutes; send another while the first waits, and expect it again; then delete both',
  ]),
  byHand('throttling', 'a key is stopped while IAM throttles', () => [
    'in an account of its own only, since it slows every caller of IAM there: report twenty decoy keys at once',
    'expect every key Inactive, and no dead letter',
  ]),
  byHand('permissions-boundary', 'the roles work under a boundary, and with ten policies on a user', () => [
    'set permissionsBoundaryArn in a stage of its own, npm run deploy, then npm run live-check for that stage',
    'attach ten managed policies to a decoy user before quarantineUsers acts on it: expect the key Inactive, and an alert that does not say that everything is denied',
  ]),
  byHand('update-matrix', 'CloudFormation updates every parameter, and none', () => [
    'in a stage of its own: npm run deploy, change one setting, npm run deploy, until each was changed; then once more without a change',
  ]),
  byHand('govcloud', 'the stack deploys and works in GovCloud', () => [
    'with credentials of GovCloud: npm run deploy -- --region=us-gov-west-1',
    'npm run live-check -- --region=us-gov-west-1 --account=111122223333 --yes',
  ]),
];
