import { linesOf, under } from './mail.ts';
import type { Question } from './questions.ts';

/** Questions 15 to 19: what is still dangerous, what breaks, and the way back and forth. */
export const consequenceQuestions: readonly Question[] = [
  {
    number: 15,
    question: 'Sessions, other keys, password each present/absent/UNKNOWN?',
    holds: ({ told }) => {
      const lines = under(told.alert.text, 'STILL DANGEROUS?');
      return [/\bsessions?\b/, /(?:other )?access keys of/, /console password of/].every((what) =>
        lines.some((line) => /^ (?:YES|no|UNKNOWN) /.test(line) && what.test(line)),
      );
    },
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
    holds: ({ told }) => /^(?:MAY BREAK|IN USE {3}) \S+/m.test(told.alert.text),
  },
  {
    number: 18,
    question: 'Undo command?',
    holds: ({ told }) => under(told.alert.text, 'UNDO').some((line) => line.startsWith(' aws iam ')),
  },
  {
    number: 19,
    question: 'Delete/finish command?',
    holds: ({ told }) => under(told.alert.text, 'FINISH').some((line) => line.startsWith(' aws iam delete-')),
  },
];

/** Something in the brackets beside the time of the reading. */
function hasBlindSpot(line: string): boolean {
  const [, remarks = ''] = /\(([^()]*)\)$/.exec(line) ?? [];
  return remarks.replace(/^read \S+ \S+Z(?:; )?/, '') !== '';
}
