import type { AlertContext } from '../src/alerting/alert.ts';
import { readConfig } from '../src/config.ts';
import { iamOf } from '../src/containment/iam.ts';
import { carryOut } from '../src/containment/index.ts';
import { createHandler } from '../src/create-handler.ts';
import { respond } from '../src/respond.ts';
import { version } from '../src/version.ts';

const config = readConfig(process.env);
const client = {
  ...(config.credentials !== undefined && { credentials: config.credentials }),
  customUserAgent: [['compromised-key-responder', version]] satisfies [string, string][],
};
const log = (entry: object) => console.log(JSON.stringify(entry));
const clock = {
  now: () => new Date(),
  wait: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
};
const iam = iamOf(client);

/** The key comes first: what telling people needs is loaded once there is something to tell, and then kept. */
const telling = once(async () => {
  const { openChannels, tell, tellUnreadable } = await import('../src/alerting/tell.ts');
  return { channels: openChannels(config, client, log), tell, tellUnreadable };
});

/** Called by Lambda, asynchronously, with an event that a rule of serverless.yml matched. */
export const handler = createHandler(async (event, { invokedFunctionArn }) => {
  const [, partition = '', , region = '', accountId = ''] = invokedFunctionArn.split(':');
  const policy = { ...config.policy, partition, accountId };
  const context = (): AlertContext => ({
    sentAt: clock.now(),
    partition,
    region,
    runbookUrl: config.runbookUrl,
    mode: config.policy.contain,
    version,
  });
  return respond(event, {
    policy,
    carryOut: (decision) => carryOut(decision, { iam, clock, policy }),
    tell: async (detection, outcomes) => {
      const { channels, tell } = await telling();
      return tell(detection, outcomes, context(), channels);
    },
    tellUnreadable: async (problem) => {
      const { channels, tellUnreadable } = await telling();
      return tellUnreadable(problem, context(), channels);
    },
  });
}, log);

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
