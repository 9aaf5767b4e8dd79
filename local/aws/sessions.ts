import { randomBytes } from 'node:crypto';
import { type Caller, roleCaller, userCaller } from './caller.ts';
import type { Role } from './role.ts';
import type { ServerClock } from './server-clock.ts';
import { secret, uniqueId } from './unique-id.ts';
import type { User } from './user.ts';

/** Credentials in the form of the SDK's clients. */
export interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

interface Session {
  readonly caller: Caller;
  readonly credentials: TemporaryCredentials;
}

/** Temporary credentials. They outlive the key that made them, and end only when they expire. */
export class Sessions {
  readonly #clock: ServerClock;
  readonly #sessions = new Map<string, Session>();

  constructor(clock: ServerClock) {
    this.#clock = clock;
  }

  startForUser(user: User, seconds: number): TemporaryCredentials {
    return this.#start(userCaller('user-session', user), seconds);
  }

  startForRole(role: Role, sessionName: string, seconds: number): TemporaryCredentials {
    return this.#start(roleCaller(role, sessionName, this.#clock.now()), seconds);
  }

  find(accessKeyId: string): Session | undefined {
    return this.#sessions.get(accessKeyId);
  }

  forgetUsers(): void {
    for (const [accessKeyId, { caller }] of this.#sessions) {
      if (caller.kind === 'user-session') this.#sessions.delete(accessKeyId);
    }
  }

  #start(caller: Caller, seconds: number): TemporaryCredentials {
    const credentials = {
      accessKeyId: uniqueId('ASIA'),
      secretAccessKey: secret(),
      sessionToken: randomBytes(96).toString('base64'),
      expiration: new Date(this.#clock.now().getTime() + seconds * 1000),
    };
    this.#sessions.set(credentials.accessKeyId, { caller, credentials });
    return credentials;
  }
}
