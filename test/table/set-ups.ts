import type { Json } from '../fixture.ts';
import type { SetUp } from './set-up.ts';
import { aboutDenials } from './set-ups-of-denials.ts';
import { aboutNewCredentials } from './set-ups-of-new-credentials.ts';
import { aboutOtherCredentials } from './set-ups-of-other-credentials.ts';
import { aboutReactivation, aboutRoles, aboutSeveral } from './set-ups-of-others.ts';
import { aboutStoppedKeys } from './set-ups-of-stopped-keys.ts';
import { aboutIdentity, aboutKeys, aboutQuarantine } from './set-ups-of-users.ts';

export const setUps: readonly SetUp[] = [
  ...aboutKeys,
  ...aboutOtherCredentials,
  ...aboutNewCredentials,
  ...aboutQuarantine,
  ...aboutDenials,
  ...aboutIdentity,
  ...aboutRoles,
  ...aboutReactivation,
  ...aboutStoppedKeys,
  ...aboutSeveral,
];

/** Settings name unique ids too, and IAM chooses those. */
export function settingsFor(
  { settings = {} }: SetUp,
  toWorld: (event: Json) => Json,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(toWorld({ ...settings })).map(([name, value]) => [name, String(value)]),
  );
}
