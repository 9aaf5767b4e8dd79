import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { problemsIn } from './judge.ts';
import { casesOf, play } from './matrix.ts';
import { type Path, paths, tellingPaths } from './paths.ts';

/** `FAULTS=all` tries every case, which takes some minutes. Otherwise each path has another eleventh of them. */
const PARTS = process.env['FAULTS'] === 'all' ? 1 : 11;

/** The paths are dealt out to so many files, which run side by side. */
const FILES = 4;

/** Every call that a path makes, with every fault and for every time. */
export function describePaths(file: number): void {
  const every = Object.entries({ ...paths, ...tellingPaths });
  let aws: Aws;
  beforeAll(async () => {
    aws = await startAws();
  });
  afterAll(() => aws.stop());

  describe.each(
    every.map(([name, path], index) => ({ name, path, index })).filter(({ index }) => index % FILES === file),
  )('$name', ({ path, index }) => {
    test('ends well if nothing fails, and if any call fails, in any way, for any time', async () => {
      const { calls, ...well } = await play(path, { aws });
      expect(problemsIn({ ...well, calls }, { call: '', fault: 'denied', lasts: 'once' })).toEqual([]);
      const cases = casesOf(calls).filter((_, number) => number % PARTS === index % PARTS);
      // At least the call that tells people, the one that tells machines and the one that remembers.
      expect(calls.length).toBeGreaterThanOrEqual(3);
      expect(await wrongIn(path, { aws, cases })).toEqual([]);
    }, 600_000);
  });
}

async function wrongIn(
  path: Path,
  { aws, cases }: { readonly aws: Aws; readonly cases: ReturnType<typeof casesOf> },
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const failing of cases) {
    const problems = problemsIn(await play(path, { aws, failing }), failing);
    wrong.push(...problems.map((one) => `${failing.call}, ${failing.fault}, ${failing.lasts}: ${one}`));
  }
  return wrong;
}
