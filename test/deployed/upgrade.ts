import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, parseDocument } from 'yaml';
import { deploy, projectFolder, SERVICE } from './deploy.ts';
import type { Programs } from './programs.ts';
import { proveRemoval } from './removal.ts';
import type { Finding } from './report.ts';
import type { Proof } from './run-case.ts';
import { proveSentinel, readSentinel } from './sentinel.ts';
import { readStack } from './stack.ts';

interface Upgrading {
  readonly proof: Proof;
  /** For the project as it was before. */
  readonly folder: string;
  readonly programs: Programs;
}

const STAGE = 'upgrade';

/** A stack from before the ledger had a sentinel gets one by its next deployment, and then an erased ledger is noticed. */
export async function proveUpgrade({ proof, folder, programs }: Upgrading): Promise<readonly Finding[]> {
  const { endpoint } = proof.aws;
  const settingsFolder = join(folder, 'settings');
  mkdirSync(settingsFolder);
  writeFileSync(join(settingsFolder, `${STAGE}.yml`), 'contain: suspected\n');
  const options = { endpoint, settings: {}, stage: STAGE, settingsFolder };
  await deploy(programs, { ...options, project: makeFormerProject(join(folder, 'before-the-sentinel')) });
  const former = await readSentinel({ ...proof, stack: await readUpgraded(proof) });
  await deploy(programs, options);
  const upgraded = { ...proof, stack: await readUpgraded(proof) };
  return [
    { what: 'the former stack has no sentinel', passed: former === 'none', found: former },
    ...(await proveSentinel(upgraded)),
    ...(await proveRemoval(programs, proof.aws, options)),
  ];
}

function readUpgraded({ aws }: Proof) {
  return readStack(aws, `${SERVICE}-${STAGE}`);
}

/** Without the function that prepares the ledger, its role, and the resource for which CloudFormation calls it. */
function makeFormerProject(folder: string): string {
  for (const name of ['package.json', 'tsconfig.json', 'scripts', 'src', 'handlers']) {
    cpSync(join(projectFolder, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(projectFolder, 'node_modules'), join(folder, 'node_modules'));
  const document = parseDocument(readFileSync(join(projectFolder, 'serverless.yml'), 'utf8'), {
    // It does not know CloudFormation's tags, and keeps them.
    logLevel: 'silent',
  });
  for (const path of LATER) {
    if (!document.deleteIn(path)) throw new Error(`serverless.yml has no ${path.join('.')}`);
  }
  // What the list of functions has made of it besides: its log group, and its alarms.
  for (const part of ['Resources', 'extensions', 'Outputs']) {
    const made = document.getIn(['resources', part]);
    if (!isMap(made)) throw new Error(`serverless.yml has no ${part}`);
    for (const name of Object.keys(made.toJSON()).filter((id) => /^Prepare[A-Z]/.test(id))) made.delete(name);
  }
  const lines = String(document).split('\n');
  writeFileSync(
    join(folder, 'serverless.yml'),
    lines.filter((line) => !line.includes('PrepareRole')).join('\n'),
  );
  return folder;
}

const LATER = [
  ['functions', 'prepare'],
  ['resources', 'Resources', 'LedgerSentinel'],
];
