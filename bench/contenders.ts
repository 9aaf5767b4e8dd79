import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../test/fixture.ts';
import { finding, quarantine } from './findings.ts';
import type { PythonTools } from './python.ts';
import { PLACE, type Subjects } from './subjects.ts';

/** What is measured, and what it is measured against: the columns of the table. */
export type ContenderName = 'responder' | 'handSigned' | 'tuned' | 'asShipped' | 'boto3' | 'custodian';

export interface Contender {
  readonly name: ContenderName;
  /** The program with its arguments, less the files of events and record. */
  readonly command: readonly [string, ...string[]];
  readonly folder: string;
  /** What it is started for, about a key of its own. */
  readonly event: (number: number) => Json;
}

const PYTHON = join(import.meta.dirname, 'python');

/** The responder is the first. */
export function contendersOnNode({ bundles, folder }: Subjects): readonly [Contender, ...Contender[]] {
  const onNode = (name: Exclude<keyof Subjects['bundles'], 'life'>): Contender => ({
    name,
    command: [process.execPath, bundles.life, bundles[name]],
    folder,
    event: finding,
  });
  return [onNode('responder'), onNode('handSigned'), onNode('tuned'), onNode('asShipped')];
}

export function contendersOnPython({ python }: PythonTools, subjects: Subjects): readonly Contender[] {
  const folder = join(subjects.folder, 'boto3');
  // Python writes what it compiles beside the source.
  putInto(folder, 'boto3_script.py');
  const boto3 = {
    name: 'boto3',
    command: [python, join(PYTHON, 'life.py'), join(folder, 'boto3_script.handler')],
    folder,
    event: finding,
  } as const;
  return [boto3, custodian(QUARANTINE_MODE, quarantine, { python, subjects })];
}

/** Its mode for GuardDuty's findings, which is the one to use here, and does not work. */
export function custodianInGuardDutyMode({ python }: PythonTools, subjects: Subjects): Contender {
  return custodian({ type: 'guard-duty' }, finding, { python, subjects });
}

/** Custodian's mode that works for stolen keys: AWS quarantines the user, and CloudTrail has the record of it. */
const QUARANTINE_MODE = {
  type: 'cloudtrail',
  events: [{ source: 'iam.amazonaws.com', event: 'AttachUserPolicy', ids: 'requestParameters.userName' }],
};

function custodian(
  mode: Readonly<Record<string, unknown>> & { readonly type: string },
  event: Contender['event'],
  { python, subjects: { folder: parent, stack } }: PythonTools & { readonly subjects: Subjects },
): Contender {
  const folder = join(parent, `custodian-${mode.type}`);
  putInto(folder, 'custodian_policy.py');
  const { accountId, region } = PLACE;
  const topic = stack.topics[0]?.arn;
  const policy = {
    name: 'stop-stolen-keys',
    resource: 'iam-user',
    mode: { role: 'custodian', ...mode },
    actions: [
      { type: 'remove-keys', disable: true },
      { type: 'notify', to: ['security@example.com'], transport: { type: 'sns', topic } },
    ],
  };
  const config = { 'execution-options': { account_id: accountId, region }, policies: [policy] };
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  return {
    name: 'custodian',
    command: [python, join(PYTHON, 'life.py'), join(folder, 'custodian_policy.run')],
    folder,
    event,
  };
}

function putInto(folder: string, file: string): void {
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(PYTHON, file), join(folder, file));
}
