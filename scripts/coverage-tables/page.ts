import { classesTable } from './classes.ts';
import { credentialsTable } from './credentials.ts';
import { reasonsTable } from './reasons.ts';
import { settingsTable } from './settings.ts';
import { sourcesTable } from './sources.ts';

/** docs/coverage.md: what is noticed, how sure one may be, what is done about it, and how that ends. */
export async function coverage(): Promise<string> {
  return [
    '# Coverage',
    '',
    '<!-- Written by `node scripts/coverage.ts` from the tables and functions of src/. Change those, and run it again. -->',
    '',
    'What the responder notices, how sure it takes that to be, what it does, and how each response can end: generated from',
    "the code's own tables, its decisions taken by the code itself about made-up examples. What a person does about each end",
    'is in the [runbook](runbook.md), what each parameter means in [settings](settings.md).',
    '',
    '## What is noticed',
    '',
    'The rules of the stack. `HoneyKeyRule` exists only where `honeyKeys` is set, here with an example.',
    '',
    ...sourcesTable(),
    '',
    '## How sure it is',
    '',
    'First match wins. *confirmed*: the credential is in the wrong hands. *suspected*: it may be. *informational*: people are',
    "told and nothing is changed, whatever the severity. *benign*: only the log and the bus are told. Types with AWS's",
    'default severity in brackets.',
    '',
    ...classesTable(),
    '',
    '## What the settings allow',
    '',
    'For a long-term key of a user.',
    '',
    ...settingsTable(),
    '',
    '## What is done about each credential',
    '',
    'For a confirmed detection, by default unless a setting is named. Decided by the prefix of the key and the type of the',
    'principal, never by a name alone. Every change is read back before anything is called CONTAINED.',
    '',
    ...(await credentialsTable()),
    '',
    '## How a response can end',
    '',
    'For a confirmed detection. An event that cannot be read ends as NOT_CONTAINED',
    '[unreadable-event](runbook.md#unreadable-event), with an alert and no change.',
    '',
    ...reasonsTable(),
    '',
    '## What it does not see',
    '',
    'Sessions that were made with a key before it was deactivated, the console password of the user, and what was created,',
    'changed or read with the credential: each alert lists these as UNKNOWN. Events that no rule above matches do not reach',
    'the responder, nor do findings that GuardDuty suppresses.',
    '',
  ].join('\n');
}
