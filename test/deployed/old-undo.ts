import { incidentOf } from './cases/case.ts';
import { activation } from './events/api-calls.ts';
import { asUser, guardDutyFinding } from './events/guard-duty.ts';
import { invoke } from './invoke.ts';
import { textAt, valueAt } from './json.ts';
import type { Shell } from './pasting/shell.ts';
import type { Finding } from './report.ts';
import { deliver } from './rules.ts';
import type { Proof } from './run-case.ts';
import { createUser, readKeyStatuses, type User } from './users.ts';

export interface OldAlert {
  readonly target: User;
  /** The programs of UNDO with their arguments. */
  readonly undo: readonly (readonly string[])[];
}

/** A stack contains a key, and is removed and deployed again before anybody undoes it. */
export async function containOne({ aws, stack, proofStack }: Proof): Promise<OldAlert> {
  const target = await createUser(aws, 'undone-late');
  await deliver(aws, stack, { event: guardDutyFinding(asUser(target)), bus: 'default' });
  const incident = incidentOf(target.accountId, target.keys[0].accessKeyId);
  const alert = await proofStack.alerts.find(({ json }) => textAt(json, 'dedupKey') === incident, 20);
  const commands = valueAt(alert?.json, 'commands');
  const undo = (Array.isArray(commands) ? commands : [])
    .filter((command) => textAt(command, 'kind') === 'undo')
    .map((command): readonly string[] => command.argv);
  return { target, undo };
}

/**
 * The old table is kept, so the command writes there. Here before the next deployment: MiniStack gives a table that is made anew the
 * name of the old one, and empties it, where CloudFormation gives it another name.
 */
export async function undoneLate({ target, undo }: OldAlert, owner: Shell): Promise<Finding> {
  const [before = ''] = await readKeyStatuses(target);
  const outputs: string[] = [];
  for (const argv of undo) {
    const { code, output } = await owner.run(argv);
    if (code !== 0) outputs.push(output);
  }
  const [status = ''] = await readKeyStatuses(target);
  return {
    what: 'an UNDO of the removed stack still works',
    passed: before === 'Inactive' && undo.length > 0 && outputs.length === 0 && status === 'Active',
    found: `${before} ${outputs.join(' ')} ${status}`,
  };
}

/** The new stack knows nothing against the key, and leaves it alone. */
export async function letsItStand(
  { target }: OldAlert,
  { aws, stack }: Pick<Proof, 'aws' | 'stack'>,
): Promise<Finding> {
  await invoke(aws, stack, activation({ target, caller: await createUser(aws, 'on-call') }));
  const [found = ''] = await readKeyStatuses(target);
  return { what: 'a new stack lets that stand', passed: found === 'Active', found };
}
