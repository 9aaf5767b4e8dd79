import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  GetFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { zipSync } from 'fflate';
import type { Aws } from '../../test/deployed/aws.ts';
import { allowing } from '../../test/deployed/policy-text.ts';
import { present } from '../../test/deployed/present.ts';
import type { BoundedMeans } from '../../test/deployed/run-bounded.ts';
import type { Stack } from '../../test/deployed/stack.ts';
import { preparePython } from '../python.ts';
import { bundleTo } from '../subjects.ts';

export interface Script {
  readonly name: string;
  readonly functionName: string;
}

/** Functions that differ from the responder's in their code alone, but for what one of them may do besides. */
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
  const files = filesOf(prepareBoto3(python.python, join(folder, 'boto3')));
  const onPython = (module: string) =>
    ({ Runtime: 'python3.13', Handler: `${module}.handler`, files }) as const;
  const boto3 = await createScript(aws, stack, { name: 'boto3 script', code: onPython('boto3_script') });
  const sample = { name: 'Trusted Advisor sample', code: onPython('trusted_advisor_sample') };
  return [...scripts, boto3, await createScript(aws, stack, { ...sample, allowed: SAMPLE_CALLS })];
}

/** AWS's sample deletes the key, which the responder's role does not allow, and looks into CloudTrail. */
const SAMPLE_CALLS = ['iam:DeleteAccessKey', 'cloudtrail:LookupEvents'];

interface Source {
  readonly name: string;
  readonly code: Code;
  /** What it may do beside what the responder may. */
  readonly allowed?: readonly string[];
}

interface Code extends Pick<CreateFunctionCommandInput, 'Runtime' | 'Handler'> {
  readonly files: Readonly<Record<string, Uint8Array>>;
}

async function createScript(
  { lambda: client, iam }: Aws,
  { functionName }: Stack,
  { name, code: { files, ...runtime }, allowed }: Source,
): Promise<Script> {
  const FunctionName = name.replaceAll(' ', '-');
  const { Role, Environment, MemorySize, Timeout } = await client.send(
    new GetFunctionConfigurationCommand({ FunctionName: functionName }),
  );
  if (allowed !== undefined) {
    const RoleName = present(Role?.split('/').at(-1), 'the name of the role');
    const policy = { RoleName, PolicyName: FunctionName, PolicyDocument: allowing(allowed) };
    await iam.send(new PutRolePolicyCommand(policy));
  }
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
  for (const name of ['boto3_script.py', 'trusted_advisor_sample.py'])
    cpSync(join(import.meta.dirname, '..', 'python', name), join(folder, name));
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
