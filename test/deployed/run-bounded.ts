import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forgetCallersAwsSettings } from './aws.ts';
import { createPrograms, type Programs } from './programs.ts';
import { findPython, PYTHON_IS_MISSING } from './python.ts';
import { createReport, type Report } from './report.ts';

export interface BoundedMeans {
  readonly python: string;
  /** For all that MiniStack keeps. It is removed at the end. */
  readonly folder: string;
  readonly programs: Programs;
  readonly report: Report;
}

/**
 * Runs work that starts programs, and ends this process: after the work, after so many minutes, or when a signal comes, and
 * always with everything stopped that was started.
 */
export async function runBounded(
  minutes: number,
  work: (means: BoundedMeans) => Promise<void>,
): Promise<never> {
  const python = findPython();
  if (python === undefined) {
    console.error(PYTHON_IS_MISSING);
    process.exit(1);
  }
  forgetCallersAwsSettings();
  const report = createReport((text) => console.log(text));
  const programs = createPrograms();
  const folder = mkdtempSync(join(tmpdir(), 'test-deployed-'));
  const done = work({ python, folder, programs, report }).catch(String);
  const reasonToStop = await Promise.race([done, waitForReasonToStop(minutes)]);
  if (reasonToStop !== undefined) report.stop(reasonToStop);
  await cleanUp({ folder, programs, report });
  process.exit(report.close().failed === 0 ? 0 : 1);
}

function waitForReasonToStop(minutes: number): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
    // Otherwise the process would end at once, and the programs that it started would go on.
    process.on('uncaughtException', (error) => resolve(String(error)));
    setTimeout(() => resolve(`${minutes} minutes have passed`), minutes * 60_000);
  });
}

async function cleanUp({ folder, programs, report }: Omit<BoundedMeans, 'python'>): Promise<void> {
  programs.kill();
  const survivors = await programs.survivors();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  console.log('\nclean up');
  report.check({
    what: 'no process is alive',
    passed: survivors.length === 0,
    found: `groups ${survivors.join()}`,
  });
  report.check({ what: 'the temporary folder is gone', passed: !existsSync(folder), found: folder });
}
