import { linesOf, under } from './mail.ts';
import type { Question } from './questions.ts';
import type { Facts } from './sent.ts';

/** Questions 15 to 19: what is still dangerous, what breaks, and the way back and forth. */
export const consequenceQuestions: readonly Question[] = [
  {
    number: 15,
    question: 'Sessions, other keys, password each present/absent/UNKNOWN?',
    holds: ({ told, facts }) => isComplete(risksIn(told.alert.text), kindOf(facts)),
  },
  {
    number: 16,
    question: 'Blind spots of each "none" stated?',
    holds: ({ told }) =>
      linesOf(told.alert.text)
        .filter((line) => /^ no {7}/.test(line))
        .every((line) => hasBlindSpot(line)),
  },
  {
    number: 17,
    question: 'What will break named?',
    holds: ({ told }) =>
      /^(?:MAY BREAK|ACTIVE {3}) \S+|^ Revoking logs out everybody on that role/m.test(told.alert.text),
  },
  {
    number: 18,
    question: 'Undo command?',
    holds: ({ told }) => under(told.alert.text, 'UNDO').some((line) => line.includes(' && aws iam ')),
  },
  {
    number: 19,
    question: 'Delete/finish command?',
    holds: ({ told }) =>
      under(told.alert.text, 'FINISH').some((line) => line.includes(' && aws iam delete-')),
  },
];

/** A role has neither keys nor a password. */
const ofRoles = [/\bsessions?\b/];
const ofUsers = [...ofRoles, /(?:other )?access keys of/, /console password of/];

function kindOf({ outcomes: [worst] }: Facts): readonly RegExp[] {
  return worst?.decision.affected.principal.type === 'AssumedRole' ? ofRoles : ofUsers;
}

function isComplete(risks: readonly string[], kinds: readonly RegExp[]): boolean {
  return kinds.every((kind) => risks.some((line) => kind.test(line)));
}

function risksIn(part: string): readonly string[] {
  return under(part, 'STILL DANGEROUS?').filter((line) => /^ (?:YES|no|UNKNOWN) /.test(line));
}

/** Something in the brackets beside the time of the reading. */
function hasBlindSpot(line: string): boolean {
  const [, remarks = ''] = /\(([^()]*)\)$/.exec(line) ?? [];
  return remarks.replace(/^read \S+ \S+Z(?:; )?/, '') !== '';
}
