import type { Tree } from './tree.ts';

/** How to add one unit of a registry, as CONTRIBUTING.md has it. */
export interface Recipe {
  /** Its heading in CONTRIBUTING.md. */
  readonly adds: string;
  readonly steps: readonly Step[];
  /** What must fail when a step is left out: the first that fails must name it. */
  readonly checks: readonly (readonly string[])[];
  /** Mistakes beside a step that is left out, which the checks must find as well. */
  readonly mistakes?: readonly Mistake[];
}

export interface Step {
  /** As CONTRIBUTING.md has it. */
  readonly say: string;
  readonly apply: (tree: Tree) => void;
  /** What the failing check says when this is left out. */
  readonly missed: RegExp;
  /** How many files a person edits for it. */
  readonly files: number;
}

export interface Mistake {
  readonly when: string;
  readonly make: (tree: Tree) => void;
  readonly found: RegExp;
}

export const generate: Step = {
  say: 'Run `npm run generate`, and read what it changed.',
  // It cannot run where a step before it is left out: the checks say why.
  apply: (tree) => {
    tree.run(['node', 'scripts/generate.ts']);
  },
  missed: /npm run generate/,
  files: 0,
};

export const TYPES = ['tsc'];
/** Formatting is the editor's. */
export const LINT = ['biome', 'lint', '--colors=off'];
export const PACKAGE = ['node', 'scripts/package.ts', '--quiet'];

/** Those tests alone, by their path, and of those the ones of these names. */
export function tests(paths: readonly string[], names?: string): readonly string[] {
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const only = names === undefined ? [] : ['-t', names];
  return ['node', ...flags, 'node_modules/jest/bin/jest.js', '--coverage=false', ...paths, ...only];
}
