import { activation } from '../events/api-calls.ts';
import { asUser, guardDutyFinding } from '../events/guard-duty.ts';
import { textAt } from '../json.ts';
import type { Proof } from '../run-case.ts';
import { allow, createUser, readKeyStatuses } from '../users.ts';
import { switchOn } from './fighters.ts';
import { beginStory, isAbout, mailsOf, pagesOf, type Story, same, tell } from './story.ts';

/** Whom nobody trusts may restore a service once. Whoever does it again after the page loses its own key. */
export async function stopStubborn(proof: Proof): Promise<Story> {
  const { aws } = proof;
  await beginStory(proof);
  const target = await createUser(aws, 'contested');
  const administrator = await createUser(aws, 'administrator');
  await allow(administrator, 'iam:UpdateAccessKey');
  await tell(proof, guardDutyFinding(asUser(target)));

  const rounds: { readonly title: string; readonly paged: boolean; readonly keys: string }[] = [];
  for (let round = 1; round <= 2; round += 1) {
    await switchOn(proof, { target, administrator });
    const event = activation({ target, caller: administrator });
    await tell(proof, event);
    const mail = await mailsOf(proof).find(isAbout(event), 5);
    const page = await pagesOf(proof).find(isAbout(event), 5);
    const keys = [...(await readKeyStatuses(target)), ...(await readKeyStatuses(administrator))].join();
    rounds.push({ title: textAt(mail?.json, 'title'), paged: page !== undefined, keys });
  }
  const third = await switchOn(proof, { target, administrator }).then(
    () => 'ok',
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );
  const [left = ''] = await readKeyStatuses(target);
  const [first, second] = rounds;
  const isNamed = rounds.every(({ title }) => title.includes(administrator.name));
  return {
    findings: [
      same(
        'the first time: the stolen key is Inactive again, its own key Active',
        first?.keys,
        'Inactive,Active',
      ),
      same('the second time: both are Inactive', second?.keys, 'Inactive,Inactive'),
      {
        what: 'both times it is named and somebody is woken',
        passed: isNamed && rounds.every(({ paged }) => paged),
        found: JSON.stringify(rounds),
      },
      same('the third time AWS refuses it', third, 'InvalidClientTokenId'),
      same('and the stolen key stays Inactive', left, 'Inactive'),
    ],
    figures: [['duel without trust: its own key', `stopped at the 2nd re-activation; the 3rd: ${third}`]],
  };
}
