import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A copy of the project in which a recipe can be tried: what is installed is shared with the original. */
export class Tree {
  readonly folder = mkdtempSync(join(tmpdir(), 'recipe-'));

  constructor() {
    const { stdout } = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    for (const file of stdout.split('\0').filter((name) => name !== '')) {
      cpSync(join(ROOT, file), join(this.folder, file));
    }
    symlinkSync(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'));
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  /** @throws Error where the place is not there exactly once: the recipe must be brought up to date. */
  insertBefore(file: string, mark: string, text: string): void {
    const before = readFileSync(join(this.folder, file), 'utf8');
    if (before.split(mark).length !== 2) throw new Error(`${file} has not exactly one place "${mark}"`);
    writeFileSync(
      join(this.folder, file),
      before.replace(mark, () => `${text}${mark}`),
    );
  }

  /** Runs a command there, with what npm would put on the path. */
  run([command = '', ...words]: readonly string[]): { readonly passed: boolean; readonly output: string } {
    const path = `${join(ROOT, 'node_modules', '.bin')}:${dirname(process.execPath)}:${process.env['PATH']}`;
    const { status, stdout, stderr } = spawnSync(command, words, {
      cwd: this.folder,
      encoding: 'utf8',
      env: { ...process.env, PATH: path, FORCE_COLOR: '0' },
      timeout: 180_000,
      maxBuffer: 64 * 1024 * 1024,
    });
    return { passed: status === 0, output: `${stdout}\n${stderr}` };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
