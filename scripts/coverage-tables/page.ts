import { classesTable } from './classes.ts';
import { credentialsTable } from './credentials.ts';
import { reasonsTable } from './reasons.ts';
import { settingsTable } from './settings.ts';
import { sourcesTable } from './sources.ts';

/** docs/coverage.md: what the responder reads, how it classifies that, what it does, and how that ends. */
export async function coverage(): Promise<string> {
  return [
    '# Coverage',
    '',
    '<!-- Written by `npm run generate` from the tables and functions of src/. Change those, and run it again. -->',
    '',
    'What the responder reads, how it classifies that, what it does, and how each response can end. The page is generated:',
    "the tables are the code's own, and the code itself decides about the examples. What a person does about each reason is",
    'in the [runbook](runbook.md). What each parameter means is in [settings](settings.md).',
    '',
    '## What it reads',
    '',
    'The rules of the stack. `HoneyKeyRule` exists only if `honeyKeys` is set. The table shows it with an example. Each but `ReportRule` has a twin (`Forwarded…`) on the bus of the stack, for what [stacks/forward.yml](../stacks/forward.yml) sends from other Regions and accounts.',
    '',
    ...sourcesTable(),
    '',
    '## How sure it is',
    '',
    'The first rule that matches wins. *confirmed*: the credential is in the wrong hands. *suspected*: it may be.',
    '*informational*: people get an alert and nothing is changed, whatever the severity. *benign*: only the log and the bus',
    "get it. AWS's default severity of each type is in brackets.",
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
    'For a confirmed detection, with the default settings unless a row names one. The prefix of the key and the type of the',
    'principal decide, and never a name alone. Every change has a read-back before an alert says CONTAINED.',
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
    'It does not look for sessions that somebody made with a key before it was deactivated, or for what somebody created,',
    'changed or read with the credential. Each alert lists these as UNKNOWN. It does not get events that no rule above',
    'matches, or findings that GuardDuty suppresses.',
    '',
  ].join('\n');
}
