/**
 * Every program that npm runs imports it: with --help it prints what the program says of itself, its first comment, and ends it before
 * anything is done.
 */
import { readFileSync } from 'node:fs';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { problemOf } from './events/command-line.ts';

const [, program = '', ...words] = process.argv;

if (words.some((word) => word === '--help' || word === '-h')) {
  const [, comment = ''] = /\/\*\*\s*([\s\S]*?)\s*\*\//.exec(readFileSync(program, 'utf8')) ?? [];
  process.stdout.write(`${comment.replace(/^ *\* ?/gm, '')}\n`);
  process.exit(0);
}

/** Ends the process with one line if one of its words is none of these. */
export function onlyWords(...known: readonly (string | RegExp)[]): void {
  const isKnown = (word: string) =>
    known.some((one) => (typeof one === 'string' ? one === word : one.test(word)));
  const unknown = words.find((word) => !isKnown(word));
  if (unknown !== undefined) refuse(`Unknown option '${unknown}'`);
}

/** The options of the process. Ends it with one line if one is unknown. */
export function optionsOf<const T extends ParseArgsConfig['options']>(options: T) {
  try {
    return parseArgs({ args: words, options }).values;
  } catch (error) {
    return refuse(problemOf(error));
  }
}

export function refuse(problem: string): never {
  process.stderr.write(`${problem}: --help says what it takes\n`);
  process.exit(1);
}
