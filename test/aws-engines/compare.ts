import { InvalidPatternError, matchesPattern } from '../../local/event-pattern.ts';

/** Questions of one kind: lines of JSON, each with a pattern and an event. */
export interface Group {
  readonly name: string;
  readonly questions: readonly string[];
}

export interface Comparison {
  /** How often the engine gave each answer. */
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly disagreements: readonly string[];
}

type Verdict = 'true' | 'false' | 'ERR';

/** The local matcher's answers beside the engine's. Of a refusal, the reason is for reading only. */
export function compare({ questions }: Group, answers: readonly string[]): Comparison {
  const counts = { true: 0, false: 0, ERR: 0 };
  const disagreements: string[] = [];
  for (const [index, question] of questions.entries()) {
    const theirs = answers[index] ?? '';
    const ours = answerLocally(question);
    counts[verdict(theirs)] += 1;
    if (verdict(ours) !== verdict(theirs)) disagreements.push(describe(question, { theirs, ours }));
  }
  return { counts, disagreements };
}

function answerLocally(question: string): string {
  const { pattern, event } = JSON.parse(question);
  try {
    return String(matchesPattern(pattern, event));
  } catch (error) {
    if (error instanceof InvalidPatternError) return `ERR ${error.message}`;
    throw error;
  }
}

function verdict(answer: string): Verdict {
  if (answer === 'true' || answer === 'false') return answer;
  if (answer.startsWith('ERR ')) return 'ERR';
  throw new Error(`not an answer: ${answer}`);
}

function describe(
  question: string,
  { theirs, ours }: { readonly theirs: string; readonly ours: string },
): string {
  const { pattern, event } = JSON.parse(question);
  return [
    'the local matcher and event-ruler disagree',
    `pattern      ${JSON.stringify(pattern)}`,
    `event        ${JSON.stringify(event)}`,
    `event-ruler  ${theirs}`,
    `local        ${ours}`,
  ].join('\n');
}
