import { findPython } from '../deployed/python.ts';
import { run } from './run.ts';

/** Throws what is missing, with how to install it. */
export function requireTools(): { readonly python: string } {
  // javac, because the oracle is run from its source, which a runtime alone cannot.
  const [, jdk = '0'] = /^javac (\d+)/.exec(versionOf('javac')) ?? [];
  if (Number(jdk) < 11) throw new Error(missing('a JDK 11 or later', 'default-jdk-headless', 'openjdk'));
  if (versionOf('mvn') === '') throw new Error(missing('Maven', 'maven', 'maven'));
  const python = findPython();
  if (python === undefined) {
    throw new Error(missing('Python 3.10 or later with its venv module', 'python3 python3-venv', 'python'));
  }
  return { python };
}

function versionOf(command: string): string {
  try {
    return run(command, ['--version']);
  } catch {
    return '';
  }
}

function missing(what: string, debian: string, homebrew: string): string {
  return (
    `npm run test:aws-engines needs ${what} ` +
    `(Debian and Ubuntu: apt install ${debian}; macOS: brew install ${homebrew}).`
  );
}
