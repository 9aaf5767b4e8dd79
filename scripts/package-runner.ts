import { spawnSync } from 'node:child_process';
import { homeForPackaging } from './writable-home.ts';

/** Seconds since 1970, so that one commit always gives the same bytes (reproducible-builds.org). */
export function commitTime(): string {
  const commit = spawnSync('git', ['log', '-1', '--format=%ct'], { encoding: 'utf8' });
  return process.env['SOURCE_DATE_EPOCH'] ?? (/^\d+/.exec(commit.stdout ?? '')?.[0] || '0');
}

/**
 * Runs the programs that package, without AWS credentials. One that fails ends this process.
 * @param options.settings the folder of the stages' files.
 */
export function packageRunner({ settings, quiet }: { readonly settings: string; readonly quiet: boolean }) {
  const { AWS_PROFILE, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, ...environment } =
    process.env;
  const home = homeForPackaging();
  return (command: string, words: readonly string[], cwd = '.'): void => {
    const { status, stdout, stderr, error } = spawnSync(command, words, {
      encoding: 'utf8',
      cwd,
      env: { ...environment, ...home, SOURCE_DATE_EPOCH: commitTime(), SETTINGS_FOLDER: settings },
      stdio: quiet ? 'pipe' : 'inherit',
    });
    if (status === 0) return;
    process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${error === undefined ? '' : `${error.message}\n`}`);
    process.stderr.write(
      `packaging failed at: ${command} (run it by npm, which finds Node 24 and serverless)\n`,
    );
    process.exit(1);
  };
}
