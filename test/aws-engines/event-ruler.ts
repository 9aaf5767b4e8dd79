import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.ts';

export interface PatternCase {
  readonly pattern: unknown;
  readonly event: unknown;
}

const here = import.meta.dirname;

/** Fetches AWS's engine, unless an earlier run has. Returns the folder of its jars. */
export function installEventRuler(cache: string): string {
  const jars = join(cache, 'event-ruler');
  if (areIntact(jars)) return jars;
  rmSync(jars, { recursive: true, force: true });
  const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${jars}`];
  run('mvn', ['--quiet', '--batch-mode', '--file', join(here, 'pom.xml'), ...goal]);
  if (!areIntact(jars)) throw new Error(`${jars} does not hold what test/aws-engines/jars.sha256 lists`);
  return jars;
}

/** Maven checks what it fetches against the repository's own checksums; these are checked against ours. */
function areIntact(jars: string): boolean {
  const lines = readFileSync(join(here, 'jars.sha256'), 'utf8').trim().split('\n');
  return lines.every((line) => {
    const [hash, name = ''] = line.split(/\s+/);
    const jar = join(jars, name);
    return existsSync(jar) && createHash('sha256').update(readFileSync(jar)).digest('hex') === hash;
  });
}

/** The answer to each question, a line of JSON with a pattern and an event: `true`, `false` or `ERR` with a reason. */
export function askEventRuler(jars: string, questions: readonly string[]): string[] {
  const oracle = join(here, 'event-ruler-oracle.java');
  const output = run('java', ['-cp', join(jars, '*'), oracle], { input: questions.join('\n') });
  const answers = output.trimEnd().split('\n');
  if (answers.length !== questions.length) throw new Error(`event-ruler gave ${answers.length} answers`);
  return answers;
}
