import type { Case, Played, ToldOf } from './matrix.ts';

/** @returns what is not as it must be, whatever failed. */
export function problemsIn(played: Played, failing: Case): readonly string[] {
  const { headlines, inShort, outcomes, waiting, lies, credentials } = played;
  const nobody = headlines.length + inShort.length === 0 && !credentials.some(({ isNamed }) => isNamed);
  return [
    ...lies,
    ...credentials.flatMap((one) =>
      failing.lasts === 'for ever' ? whileItLasts(one, { played, failing }) : afterIt(one, played),
    ),
    ...(nobody && waiting === 0 ? ['nobody is told, and nothing will come back'] : []),
    ...(outcomes === 0 && waiting === 0 ? ['no outcome event, and nothing will come back'] : []),
    ...(failing.lasts !== 'for ever' && waiting > 0 ? [`${waiting} in a queue in the end`] : []),
    ...repeatsIn(played, failing),
  ];
}

/** The credential is stopped, or people are told that it is not. If they cannot be told, the event is in a queue. */
function whileItLasts(
  { isStopped, said }: ToldOf,
  { played: { waiting }, failing: { call } }: { readonly played: Played; readonly failing: Case },
): readonly string[] {
  const { heading = 'nothing' } = said.at(-1) ?? {};
  if (isStopped || /^(?:NOT|PARTLY) CONTAINED/.test(heading)) return [];
  return call === 'sns:Publish alerts' && waiting > 0 ? [] : [`not stopped, and people read ${heading}`];
}

function afterIt({ isStopped, said, isNamed, inDigest }: ToldOf, { inShort }: Played): readonly string[] {
  const last = said.at(-1);
  return [
    ...(isStopped ? [] : ['not stopped in the end']),
    ...(isNamed || inShort.length > 0 ? [] : ['nobody is told of it']),
    ...(last?.heading.startsWith('NOT CONTAINED') && !inDigest ? [`the last word is ${last.title}`] : []),
  ];
}

/**
 * People are told once of each state. Two faults hide what people know: SNS took the message and says that it did not, and the ledger
 * did not take that they were told. Of the second, one try makes one more mail.
 */
function repeatsIn({ headlines }: Played, { call, fault }: Case): readonly string[] {
  if (call === 'sns:Publish alerts' && fault.startsWith('took effect')) return [];
  const most = call.startsWith('dynamodb:') ? 2 : 1;
  const counts = new Map<string, number>();
  for (const { key, heading, reason } of headlines) {
    const news = `${key} ${heading} ${reason}`;
    counts.set(news, (counts.get(news) ?? 0) + 1);
  }
  return [
    ...[...counts].flatMap(([news, count]) => (count > most ? [`${count} mails say ${news}`] : [])),
    ...(headlines.length > 3 ? [`${headlines.length} mails of one event`] : []),
  ];
}
