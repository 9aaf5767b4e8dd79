import { type Aws, startAws } from '../local/aws.ts';
import { type StolenKey, stolenKey } from './findings.ts';
import { environmentOf, PLACE, type Subjects } from './subjects.ts';

/** An AWS with state, over HTTPS, in which the key number 1 is stolen. */
export interface World {
  readonly aws: Aws;
  readonly stolen: StolenKey;
  /** What the process of a function gets. */
  readonly variables: Readonly<Record<string, string>>;
}

export async function openWorld(subjects: Subjects): Promise<World> {
  const { certificate, stack, responder } = subjects;
  const aws = await startAws({ ...PLACE, certificate });
  const { identities, sessions, topics, tables, endpoint } = aws;
  for (const { arn } of stack.topics) topics.add(arn);
  for (const { name, key } of stack.tables) tables.set(name, key);
  const stolen = stolenKey(1);
  const { userName, accessKeyId } = stolen;
  identities.createAccessKey(identities.createUser({ userName }), { accessKeyId });
  const role = identities.createRole({ roleName: responder.roleArn.split('/').at(-1) ?? '' });
  const credentials = sessions.startForRole(role, 'respond', 3_600);
  return { aws, stolen, variables: environmentOf(subjects, { endpoint, credentials }) };
}
