import type { AlertContext } from './alerting/alert.ts';
import { type Environment, readConfig } from './config.ts';
import { iamOf } from './containment/iam.ts';
import { carryOut } from './containment/index.ts';
import { createHandler, type Log } from './create-handler.ts';
import { respond } from './respond.ts';
import { version } from './version.ts';

const clock = {
  now: () => new Date(),
  wait: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
};

/** The one place where clients are made and settings meet code. Runs on cold start; the handler runs for every event. */
export function composeRespond(environment: Environment, log: Log) {
  const config = readConfig(environment);
  const client = {
    ...(config.credentials !== undefined && { credentials: config.credentials }),
    customUserAgent: [['compromised-key-responder', version]] satisfies [string, string][],
  };
  const iam = iamOf(client);

  // Other accounts' credentials are asked for when the first event of such an account comes.
  const members = once(async (partition: string) => {
    const { memberAccounts } = await import('./containment/member-account.ts');
    return memberAccounts(config.policy.memberRoleName, partition, client);
  });

  // The key comes first: what telling people needs is loaded once there is something to tell, and then kept.
  const telling = once(async () => {
    const { openChannels, ...tell } = await import('./alerting/tell.ts');
    return { channels: openChannels(config, client, log), ...tell };
  });

  const ledger = once(async () => {
    const { rememberingIn } = await import('./ledger/remember.ts');
    return rememberingIn(config.ledgerTableName, client, log);
  });

  return createHandler(async (event, { invokedFunctionArn }) => {
    const [, partition = '', , region = '', accountId = ''] = invokedFunctionArn.split(':');
    const policy = { ...config.policy, ownRoleName: config.ownRoleName, partition, accountId };
    const context = (): AlertContext => {
      const { runbookUrl, ledgerTableName, identityCenter } = config;
      const place = { partition, region, accountId, ledgerTableName };
      return { ...place, sentAt: clock.now(), runbookUrl, identityCenter, mode: policy.contain, version };
    };
    const other = async (account: string) => (await members(partition))(account, clock.now());
    const accounts = { own: iam, other, clock, policy };
    return respond(event, {
      policy,
      recall: async (key) => (await ledger()).recall(key, partition),
      carryOut: (decision) => carryOut(decision, accounts),
      tellPeople: async (detection, outcomes) => {
        const { channels, tellPeople } = await telling();
        return tellPeople(detection, outcomes, context(), channels);
      },
      remember: async (detection, outcomes) =>
        (await ledger()).remember(detection, outcomes, { partition, now: clock.now() }),
      tellMachines: async (detection, outcomes, soFar) => {
        const { channels, tellMachines } = await telling();
        return tellMachines({ detection, outcomes, soFar }, context(), channels);
      },
      tellUnreadable: async (problem) => {
        const { channels, tellUnreadable } = await telling();
        return tellUnreadable(problem, context(), channels);
      },
    });
  }, log);
}

function once<T, A extends readonly unknown[]>(
  make: (...given: A) => Promise<T>,
): (...given: A) => Promise<T> {
  let made: Promise<T> | undefined;
  return (...given) => {
    made ??= make(...given);
    return made;
  };
}
