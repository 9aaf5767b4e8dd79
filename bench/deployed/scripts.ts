import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  GetFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { zipSync } from 'fflate';
import type { Aws } from '../../test/deployed/aws.ts';
import type { BoundedMeans } from '../../test/deployed/run-bounded.ts';
import type { Stack } from '../../test/deployed/stack.ts';
import { preparePython } from '../python.ts';
import { bundleTo } from '../subjects.ts';

export interface Script {
  readonly name: string;
  readonly functionName: string;
}

/** Functions that differ from the responder's in their code alone. */
export async function createScripts(
  aws: Aws,
  stack: Stack,
  { folder, report }: BoundedMeans,
): Promise<readonly Script[]> {
  const tuned = join(folder, 'tuned');
  await bundleTo(tuned, 'contenders/sdk-tuned');
  const onNode = { Runtime: 'nodejs24.x', Handler: 'index.handler', files: filesOf(tuned) } as const;
  const scripts = [await createScript(aws, stack, { name: 'tuned SDK script', code: onNode })];

  const python = await preparePython();
  if (typeof python === 'string') {
    report.check({ what: 'boto3 is there', passed: false, found: python });
    return scripts;
  }
  const onPython = {
    Runtime: 'python3.13',
    Handler: 'boto3_script.handler',
    files: filesOf(prepareBoto3(python.python, join(folder, 'boto3'))),
  } as const;
  return [...scripts, await createScript(aws, stack, { name: 'boto3 script', code: onPython })];
}

interface Code extends Pick<CreateFunctionCommandInput, 'Runtime' | 'Handler'> {
  readonly files: Readonly<Record<string, Uint8Array>>;
}

async function createScript(
  { lambda: client }: Aws,
  { functionName }: Stack,
  { name, code: { files, ...runtime } }: { readonly name: string; readonly code: Code },
): Promise<Script> {
  const FunctionName = name.replaceAll(' ', '-');
  const { Role, Environment, MemorySize, Timeout } = await client.send(
    new GetFunctionConfigurationCommand({ FunctionName: functionName }),
  );
  await client.send(
    new CreateFunctionCommand({
      ...runtime,
      FunctionName,
      Role,
      MemorySize,
      Timeout,
      Environment: { Variables: Environment?.Variables ?? {} },
      Code: { ZipFile: zipSync(files) },
    }),
  );
  await waitUntilFunctionActiveV2({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { FunctionName });
  return { name, functionName: FunctionName };
}

/**
 * AWS's runtime has boto3 with botocore, compiled. MiniStack runs Python functions on its own Python, which has botocore only, and
 * unpacks them anew for each environment: the compiled files must be good whatever the time of their source.
 */
function prepareBoto3(python: string, folder: string): string {
  const print = 'import boto3, os; print(os.path.dirname(os.path.dirname(boto3.__file__)))';
  const packages = execFileSync(python, ['-c', print], { encoding: 'utf8' }).trim();
  for (const name of ['boto3', 's3transfer'])
    cpSync(join(packages, name), join(folder, name), { recursive: true });
  cpSync(join(import.meta.dirname, '..', 'python', 'boto3_script.py'), join(folder, 'boto3_script.py'));
  execFileSync(python, ['-m', 'compileall', '-q', '-f', '--invalidation-mode', 'unchecked-hash', folder]);
  return folder;
}

function filesOf(folder: string): Record<string, Uint8Array> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
      .map(({ parentPath, name }) => {
        const file = join(parentPath, name);
        return [file.slice(folder.length + 1), readFileSync(file)];
      }),
  );
}
