import type { Aws } from '../local/aws.ts';
import { openContainer } from '../src/container.ts';
import type { State } from '../src/core/state.ts';
import { createHandler } from '../src/create-handler.ts';
import { respond } from '../src/respond.ts';
import type { Surroundings } from '../src/surroundings.ts';
import { grantsUnder } from './grants.ts';
import { withoutWaiting } from './without-waiting.ts';

export interface House {
  /** One invocation of the exported handler's composition; rejects when Lambda would run the event again. */
  readonly invoke: (event: unknown) => Promise<readonly State[]>;
  readonly log: readonly object[];
}

/**
 * The handler as Lambda has it, in this process, with clients of its own that talk to the embedded AWS. Nobody waits in
 * it, unless `pace` says otherwise: `{}` is production's.
 */
export function openHouse(
  aws: Aws,
  settings: Readonly<Record<string, string>> = {},
  pace: Pick<Surroundings, 'clock' | 'client'> = withoutWaiting(aws),
): House {
  const place = `${aws.region}:${aws.accountId}`;
  const topic = `arn:${aws.partition}:sns:${place}:alerts`;
  const functionArn = `arn:${aws.partition}:lambda:${place}:function:compromised-key-responder-prod-respond`;
  aws.topics.add(topic);
  // What no unit declares is refused, as it would be on a deployed stack. Houses with other settings have other grants.
  const role = aws.identities.createRole({ roleName: 'respond', grants: grantsUnder(settings) });
  const { accessKeyId, secretAccessKey, sessionToken } = aws.sessions.startForRole(role, 'respond', 3_600);
  const log: object[] = [];
  const container = openContainer(
    {
      CONTAIN: 'suspected',
      MINIMUM_SEVERITY: '4',
      EXEMPT_PRINCIPALS: '',
      HONEY_KEYS: '',
      QUARANTINE_USERS: 'false',
      REVOCABLE_ROLES: '',
      MEMBER_ROLE_NAME: '',
      OWN_ROLE_NAME: 'respond',
      LEDGER_TABLE_NAME: 'ledger',
      SUSPECTED_API_CALLS: 'cloudtrail:StopLogging',
      RUNBOOK_URL: 'https://wiki.example.com/akr',
      IDENTITY_CENTER_URL: '',
      IDENTITY_CENTER_ROLE: '',
      PAGER_TOPIC_ARN: '',
      ALERT_TOPIC_ARN: topic,
      OUTCOME_BUS_NAME: 'default',
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
      ...settings,
    },
    { log: (entry) => log.push(entry), ...pace, client: { ...placeOf(aws), ...pace.client } },
  );
  const handler = createHandler(respond, container);
  const context = { invokedFunctionArn: functionArn, getRemainingTimeInMillis: () => 90_000 };
  return { invoke: async (event) => handler(event, context as never), log };
}

function placeOf({ endpoint, region }: Aws) {
  return { endpoint, region };
}

/** A house that wakes people over a topic of its own. */
export function openHouseWithPager(aws: Aws, settings: Readonly<Record<string, string>> = {}): House {
  const topic = `arn:${aws.partition}:sns:${aws.region}:${aws.accountId}:pager`;
  aws.topics.add(topic);
  return openHouse(aws, { PAGER_TOPIC_ARN: topic, ...settings });
}

/** The alerts that a machine subscriber received, in order. */
export function alertsOf(
  aws: Aws,
): readonly { state: string; reason: string; key: { id?: string; statusNow: string } }[] {
  return aws.published.map(({ bodies }) => JSON.parse(bodies.sqs));
}

/** What was asked of IAM, without what is merely good to know and asked at the end. */
export function iamCalls(aws: Aws): readonly string[] {
  const calls = aws.requests.filter(({ service }) => service === 'iam').map(({ action }) => action);
  const looked = calls.indexOf('GetLoginProfile');
  return calls.filter(
    (action, index) =>
      !['ListAccountAliases', 'GetLoginProfile'].includes(action) &&
      !(action === 'GetAccessKeyLastUsed' && looked !== -1 && index > looked),
  );
}
