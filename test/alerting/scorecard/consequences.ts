import type { Told } from '../../golden/tell.ts';
import { chatLines } from './chat.ts';
import { linesOf, partsOf, under } from './mail.ts';
import type { Question } from './questions.ts';
import type { Facts } from './sent.ts';

/** Questions 15 to 19: what is still dangerous, what breaks, and the way back and forth. */
export const consequenceQuestions: readonly Question[] = [
  {
    number: 15,
    question: 'Sessions, other keys, password each present/absent/UNKNOWN?',
    holds: ({ told, facts }) =>
      partsOf(told.alert.text).every((part, index) => isComplete(risksIn(part), kindOf(facts, index))) &&
      isComplete(risksInChat(told.alert.chat), kindOf(facts, 0)),
  },
  {
    number: 16,
    question: 'Blind spots of each "none" stated?',
    holds: ({ told }) =>
      linesOf(told.alert.text)
        .filter((line) => /^ no {7}/.test(line))
        .every((line) => hasBlindSpot(line)) &&
      chatLines(told.alert.chat)
        .filter((line) => line.startsWith('Safe: '))
        .every((line) => hasBlindSpot(line)),
  },
  {
    number: 17,
    question: 'What will break named?',
    holds: ({ told }) =>
      partsOf(told.alert.text).every((part) =>
        /^(?:MAY BREAK|ACTIVE {3}) \S+|^ Revoking logs out everybody on that role/m.test(part),
      ),
  },
  {
    number: 18,
    question: 'Undo command?',
    holds: ({ told }) =>
      partsOf(told.alert.text).every((part) =>
        under(part, 'UNDO').some((line) => line.startsWith(' aws iam ')),
      ),
  },
  {
    number: 19,
    question: 'Delete/finish command?',
    holds: ({ told }) =>
      partsOf(told.alert.text).every((part) =>
        under(part, 'FINISH').some((line) => line.startsWith(' aws iam delete-')),
      ),
  },
];

/** A role has neither keys nor a password. */
const ofRoles = [/\bsessions?\b/];
const ofUsers = [...ofRoles, /(?:other )?access keys of/, /console password of/];

function kindOf({ outcomes }: Facts, index: number): readonly RegExp[] {
  return outcomes[index]?.decision.affected.principal.type === 'AssumedRole' ? ofRoles : ofUsers;
}

function isComplete(risks: readonly string[], kinds: readonly RegExp[]): boolean {
  return kinds.every((kind) => risks.some((line) => kind.test(line)));
}

function risksIn(part: string): readonly string[] {
  return under(part, 'STILL DANGEROUS?').filter((line) => /^ (?:YES|no|UNKNOWN) /.test(line));
}

function risksInChat(chat: Told['alert']['chat']): readonly string[] {
  const lines = chatLines(chat).filter((line) => /^(?:DANGER|Safe|UNKNOWN): /.test(line));
  // Of an event that cannot be read.
  const all = lines.includes('UNKNOWN: everything else, of the key, its user and its sessions');
  return all ? ['sessions', 'access keys of', 'console password of'] : lines;
}

/** Something in the brackets beside the time of the reading. */
function hasBlindSpot(line: string): boolean {
  const [, remarks = ''] = /\(([^()]*)\)$/.exec(line) ?? [];
  return remarks.replace(/^read \S+ \S+Z(?:; )?/, '') !== '';
}
