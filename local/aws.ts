import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { ApiRequest } from './aws/api-request.ts';
import { authenticate } from './aws/authenticate.ts';
import { authorize } from './aws/authorize.ts';
import { createDynamoDb } from './aws/dynamodb.ts';
import { Elapsed } from './aws/elapsed.ts';
import { serve } from './aws/endpoint.ts';
import { createEventBridge, type PutEvent } from './aws/event-bridge.ts';
import { Faults } from './aws/faults.ts';
import { createIam } from './aws/iam.ts';
import { Identities } from './aws/identities.ts';
import { Queues } from './aws/queues.ts';
import { RequestLog, type RequestRecord } from './aws/request-log.ts';
import { ServerClock } from './aws/server-clock.ts';
import { Sessions, type TemporaryCredentials } from './aws/sessions.ts';
import { createSns, type PublishedMessage } from './aws/sns.ts';
import { createSqs } from './aws/sqs.ts';
import { createSts } from './aws/sts.ts';
import { listen } from './listen.ts';

export interface AwsOptions {
  readonly accountId?: string;
  readonly region?: string;
  readonly partition?: string;
  /** With it the address is one of HTTPS. */
  readonly certificate?: { readonly cert: string; readonly key: string };
  /** Delivers an accepted event to the rules of its bus. */
  readonly onEvent?: (put: PutEvent) => void;
  /** Delivers a published message to subscriptions. */
  readonly onMessage?: (message: PublishedMessage) => void;
}

/** An embedded AWS over HTTP or HTTPS on loopback, with what the tests and the demo need from IAM, STS, SNS, SQS and EventBridge. */
export interface Aws {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly endpoint: string;
  /** Users, keys and roles. A test creates them here and reads the truth here. */
  readonly identities: Identities;
  readonly sessions: Sessions;
  /** ARNs of the topics that exist. */
  readonly topics: Set<string>;
  /** DynamoDB tables by their name, with the name of their hash key. */
  readonly tables: Map<string, string>;
  /** The queues that exist, with their messages. */
  readonly queues: Queues;
  readonly published: readonly PublishedMessage[];
  /** What a service of AWS publishes by itself. */
  readonly publish: (message: PublishedMessage) => void;
  readonly events: readonly PutEvent[];
  readonly faults: Faults;
  readonly requests: readonly RequestRecord[];
  /** Milliseconds until IAM enforces a change (`enforced`), and until its reads show the change (`read`). */
  readonly lag: { enforced: number; read: number };
  /** AWS's clock. `offsetMilliseconds` is how far it is ahead of the clock of this process. */
  readonly clock: ServerClock;
  /** The time that IAM's lag and the waits of queues use. */
  readonly elapsed: Elapsed;
  /** Credentials of an operator in the account, for set-up calls. */
  readonly operatorCredentials: (accountId?: string) => TemporaryCredentials;
  /** Back to the state after the deployment: topics, roles and their sessions stay, everything else is removed. */
  readonly reset: () => void;
  readonly stop: () => Promise<void>;
}

export async function startAws(options: AwsOptions = {}): Promise<Aws> {
  const { accountId = '111122223333', region = 'us-east-1', partition = 'aws', onEvent = () => {} } = options;
  const { certificate, onMessage = () => {} } = options;
  const clock = new ServerClock();
  const elapsed = new Elapsed();
  const identities = new Identities({ partition, accountId, clock, elapsed });
  const sessions = new Sessions(clock);
  const topics = new Set<string>();
  const tables = new Map([['ledger', 'incident']]);
  const queues = new Queues(elapsed);
  const dynamoDb = createDynamoDb(tables);
  const published: PublishedMessage[] = [];
  const events: PutEvent[] = [];
  const faults = new Faults();
  const log = new RequestLog();
  const lag = { enforced: 0, read: 0 };

  const endpoint = {
    services: {
      iam: createIam({ identities, readLag: () => lag.read }),
      sts: createSts({ identities, sessions }),
      sns: createSns({ topics, published, onMessage }),
      sqs: createSqs(queues),
      events: createEventBridge({ events, onEvent }),
    },
    admit: (request: ApiRequest) => {
      const caller = authenticate(request, { identities, sessions, clock, lag: lag.enforced });
      authorize(request, caller, lag.enforced);
      return caller;
    },
    dynamoDb,
    faults,
    log,
    clock,
  };
  const answer: RequestListener = (message, response) => void serve(message, response, endpoint);
  const server = certificate === undefined ? createServer(answer) : createSecureServer(certificate, answer);

  return {
    accountId,
    region,
    partition,
    endpoint: await listen(server),
    identities,
    sessions,
    topics,
    tables,
    queues,
    published,
    publish: (message) => void published.push(message),
    events,
    faults,
    requests: log.records,
    lag,
    clock,
    elapsed,
    operatorCredentials: (account = accountId) => {
      const arn = `arn:${partition}:iam::${account}:role/operator`;
      const role =
        identities.findRole(arn) ?? identities.createRole({ roleName: 'operator', accountId: account });
      return sessions.startForRole(role, 'operator', 43_200);
    },
    reset: () => {
      identities.reset();
      sessions.forgetUsers();
      published.length = 0;
      events.length = 0;
      queues.clear();
      dynamoDb.forget();
      faults.clear();
      log.clear();
      Object.assign(lag, { enforced: 0, read: 0 });
      clock.offsetMilliseconds = 0;
    },
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      // Ends the requests that a fault keeps open.
      server.closeAllConnections();
      await closed;
    },
  };
}
