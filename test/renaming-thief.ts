import type { User } from '../local/aws/user.ts';
import { type Aws, startAws } from '../local/aws.ts';
import { fixture, type Json, withValue } from './fixture.ts';
import { alertsOf, openHouse } from './house.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const ACTOR = 'detail.resource.accessKeyDetails.principalId';

/** The events that name a user in some way or none, as long as they name it rightly. */
export const namings = {
  'a key': ({ userId }) => withValue(fixture('guardduty-malicious-ip-caller'), ACTOR, userId),
  'a key of nobody named': () => fixture('report'),
  'a session': ({ userId }) => withValue(fixture('guardduty-user-session'), ACTOR, userId),
  'a quarantine policy': ({ userName }) =>
    withValue(fixture('cloudtrail-quarantine-by-aws'), 'detail.requestParameters.userName', userName),
} satisfies Readonly<Record<string, (user: User) => Json>>;

export interface Race {
  readonly reason: string;
  readonly isActive: boolean;
  /** Somebody is woken, or Lambda runs the event again. */
  readonly isNoticed: boolean;
  readonly renames: number;
}

/** An account whose user has a stolen key, and a thief who may call iam:UpdateUser. IAM answers as over a network. */
export class RenamingThief {
  readonly aws: Aws;

  private constructor(aws: Aws) {
    this.aws = aws;
  }

  static async start(): Promise<RenamingThief> {
    return new RenamingThief(await startAws());
  }

  /**
   * The event comes. After the first milliseconds, and then again and again until the response has ended, the user gets
   * another name. Each race is an incident of its own: of a known one people are told once.
   */
  async race(
    naming: (user: User) => Json,
    { first, every }: { readonly first: number; readonly every: number },
  ): Promise<Race> {
    const user = this.#begin();
    const house = openHouse(this.aws);
    const event = naming(user);
    let renames = 0;
    let timer: NodeJS.Timeout | undefined;
    const rename = () => {
      renames += 1;
      user.userName = `ci-deploy-${renames}`;
      timer = setTimeout(rename, every);
    };
    if (first === 0) rename();
    else timer = setTimeout(rename, first);
    const thrown = await house
      .invoke(event)
      .then(() => false)
      .catch(() => true);
    clearTimeout(timer);
    const { reason = 'none', page } = (alertsOf(this.aws).at(-1) ?? {}) as {
      reason?: string;
      page?: boolean;
    };
    const isActive = this.aws.identities.statusOf(KEY) === 'Active';
    return { reason, isActive, isNoticed: thrown || page === true, renames };
  }

  #begin(): User {
    this.aws.reset();
    const user = this.aws.identities.createUser({ userName: 'ci-deploy' });
    this.aws.identities.createAccessKey(user, { accessKeyId: KEY });
    for (const action of ['UpdateAccessKey', 'ListAccessKeys', 'GetAccessKeyLastUsed', 'GetUser']) {
      const fault = { kind: 'slow', milliseconds: 12 } as const;
      this.aws.faults.inject({ action: `iam:${action}`, fault, times: 'forever' });
    }
    return user;
  }

  stop(): Promise<void> {
    return this.aws.stop();
  }
}
