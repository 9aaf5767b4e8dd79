/**
 * Deploys the project onto MiniStack, an AWS emulator that others wrote, with the same command as onto an account. It shows
 * that a thief's key stops working, that the role has exactly the permissions that it needs, that no event is lost, what
 * each kind of subscriber gets, and that the commands of the alerts work when pasted.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forgetCallersAwsSettings } from '../test/deployed/aws.ts';
import { createPrograms } from '../test/deployed/programs.ts';
import { prove } from '../test/deployed/prove.ts';
import { findPython, PYTHON_IS_MISSING } from '../test/deployed/python.ts';
import { createReport } from '../test/deployed/report.ts';

const MINUTES = 12;

const python = findPython();
if (python === undefined) {
  console.error(PYTHON_IS_MISSING);
  process.exit(1);
}

forgetCallersAwsSettings();
const verbose = process.argv.includes('--verbose');
const report = createReport((text) => console.log(text));
const programs = createPrograms();
const folder = mkdtempSync(join(tmpdir(), 'test-deployed-'));

const proved = prove({ python, folder, programs, report, verbose }).catch(String);
const reasonToStop = await Promise.race([proved, waitForReasonToStop()]);
if (reasonToStop !== undefined) report.stop(reasonToStop);
await cleanUp();
process.exit(report.close().failed === 0 ? 0 : 1);

function waitForReasonToStop(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
    // Otherwise the process would end at once, and the programs that it started would go on.
    process.on('uncaughtException', (error) => resolve(String(error)));
    setTimeout(() => resolve(`${MINUTES} minutes have passed`), MINUTES * 60_000);
  });
}

async function cleanUp(): Promise<void> {
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
