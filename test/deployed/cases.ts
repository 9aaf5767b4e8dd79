import type { Case } from './cases/case.ts';
import { known, knownElsewhere } from './cases/known.ts';
import { quiet } from './cases/left-alone.ts';
import { loudCalls } from './cases/loud-calls.ts';
import { newCredentials } from './cases/new-credentials.ts';
import { foreignKeys, memberAccount, rolelessAccount } from './cases/other-accounts.ts';
import { refusedQuarantine } from './cases/quarantine.ts';
import { reportedCredentials } from './cases/reported-credentials.ts';
import { resolved } from './cases/resolved.ts';
import { root } from './cases/root.ts';
import { everySessionRevocable, revocableSessions, sessions } from './cases/sessions.ts';
import { userCredentials, userCredentialsElsewhere } from './cases/user-credentials.ts';
import { namedUsers, userKeys } from './cases/user-keys.ts';
import type { Deployment } from './standing.ts';

/** The cases that come with each deployment. Those of an earlier one hold in the next as well, but for `everything`. */
export const cases: Readonly<Record<Deployment, readonly Case[]>> = {
  defaults: [
    ...[...known, ...userKeys, ...userCredentials, ...newCredentials, ...reportedCredentials],
    ...[...sessions, ...root, ...loudCalls, ...quiet, ...foreignKeys],
  ],
  named: [
    ...[...knownElsewhere, ...namedUsers, ...memberAccount, ...userCredentialsElsewhere, ...rolelessAccount],
    ...[...revocableSessions, ...resolved],
  ],
  everything: [...everySessionRevocable, ...refusedQuarantine],
};
