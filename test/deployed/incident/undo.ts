import { connect } from '../aws.ts';
import { activation } from '../events/api-calls.ts';
import type { AwsEvent } from '../events/envelope.ts';
import { asUser, guardDutyFinding } from '../events/guard-duty.ts';
import { editedFinding, importedFinding } from '../events/security-hub.ts';
import { exposedAccessKey } from '../events/trusted-advisor.ts';
import { textAt } from '../json.ts';
import { readerOf } from '../pasting/paste.ts';
import type { Proof } from '../run-case.ts';
import type { Receiver } from '../subscribers/receiver.ts';
import { callWithoutPermission } from '../thief.ts';
import { createUser, readKeyStatuses } from '../users.ts';
import { beginStory, ending, isAbout, mailsOf, type Story, same, tell } from './story.ts';

const FINDING = { id: 'a'.repeat(32) };
const NEW_FINDING = { id: 'b'.repeat(32) };

/** A false alarm, undone with the alert's own line. It stays undone for what was known, and for nothing else. */
export async function undoOnce(proof: Proof, receiver: Receiver): Promise<Story> {
  const { aws, onCall } = proof;
  await beginStory(proof);
  const target = await createUser(aws, 'target');
  const keyIs = async () => (await readKeyStatuses(target)).join();
  const actor = asUser(target);
  const createdAt = new Date().toISOString();

  const found = await tell(proof, guardDutyFinding(actor, { ...FINDING, createdAt }));
  const alert = await receiver.at('text').find(({ text }) => text.includes(actor.accessKeyId), 5);
  for (const event of [importedFinding(target), exposedAccessKey(target)]) await tell(proof, event);
  const contained = await keyIs();

  const reader = readerOf(alert?.text ?? '', onCall.own, target.name);
  const undone = await reader.paste('UNDO');
  const works = await callWithoutPermission(connect(aws.endpoint, target.keys[0])).then(
    () => 'ok',
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );
  const caller = await createUser(aws, 'on-call');
  const again: readonly (readonly [string, AwsEvent])[] = [
    ["CloudTrail's record of the undo", activation({ target, caller })],
    ['the same finding, its count grown', guardDutyFinding(actor, { ...FINDING, createdAt, count: 4 })],
    ["an analyst's edit in Security Hub", editedFinding(target)],
    ['a refresh of Trusted Advisor', exposedAccessKey(target)],
  ];
  const left: string[] = [];
  for (const [, event] of again) {
    const outcome = await tell(proof, event);
    left.push(`${ending(outcome)}, ${await keyIs()}`);
  }

  const another = guardDutyFinding(actor, NEW_FINDING);
  const isNew = ending(await tell(proof, another));
  const mail = await mailsOf(proof).find(isAbout(another), 5);
  const stopped = await keyIs();
  const refused = await reader.pasteInVain('UNDO');
  const afterwards = await keyIs();
  return {
    findings: [
      same(
        'a finding and two more detectors: the key is Inactive',
        `${ending(found)}, ${contained}`,
        'CONTAINED keys-inactive, Inactive',
      ),
      undone,
      same('and the key works for its owner', works, 'ok'),
      ...again.map(([what], index) =>
        same(`${what} leaves it Active`, left[index], 'NO_ACTION restored, Active'),
      ),
      same('a new finding contains it', `${isNew}, ${stopped}`, 'CONTAINED keys-inactive, Inactive'),
      same('and is mailed', textAt(mail?.json, 'state'), 'CONTAINED'),
      refused,
      same('and the key stays Inactive', afterwards, 'Inactive'),
    ],
    figures: [
      [
        'undo, pasted: the same finding, an edit, a refresh',
        left.every((it) => it.endsWith(' Active')) ? 'the key stays Active' : left.join('; '),
      ],
      [
        'undo: a new finding, then the old line again',
        `${stopped}, then ${afterwards}${refused.passed ? ': refused' : ''}`,
      ],
    ],
  };
}
