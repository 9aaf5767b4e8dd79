import { join } from 'node:path';
import { onExit } from '../local/stack/on-exit.ts';
import { createPrograms } from '../test/deployed/programs.ts';
import { findPython, makeEnvironment } from '../test/deployed/python.ts';

/** A Python that has boto3 and Cloud Custodian. */
export interface PythonTools {
  readonly python: string;
}

const ENVIRONMENT = {
  folder: join(import.meta.dirname, '..', '.cache', 'bench'),
  requirements: join(import.meta.dirname, 'python', 'requirements.txt'),
  modules: 'boto3, c7n',
};

/** @returns why there is none, where there is none: the others are measured all the same. */
export async function preparePython(): Promise<PythonTools | string> {
  const python = findPython();
  if (python === undefined) return 'there is no Python 3.10 or later with its venv module';
  const programs = createPrograms();
  const callOff = onExit(programs.kill);
  try {
    return { python: await makeEnvironment(python, ENVIRONMENT, programs) };
  } catch (error) {
    return `boto3 and c7n could not be installed: ${String(error).split('\n').slice(0, 3).join(' ')}`;
  } finally {
    callOff();
    programs.kill();
  }
}
