import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { channels } from '../../src/alerting/index.ts';
import { type GoldenCase, type Place, placesOf } from './case.ts';
import { cases } from './cases.ts';
import { deadLettersFile } from './dead-letters.ts';
import { digestFile, heartbeatFile } from './digests.ts';
import { firstLines } from './first-lines.ts';
import { jsonText } from './json-text.ts';
import { madeFile } from './made.ts';
import { manyFile } from './many.ts';
import { type Json, type Told, tell } from './tell.ts';

const root = import.meta.dirname;

/** Every golden file as the code writes it now, by its path from test/golden. */
export async function composedFiles(): Promise<ReadonlyMap<string, string>> {
  const told = await Promise.all(
    cases.map(async (one) => ({ one, told: await tellIn(one, placesOf(one)[0]) })),
  );
  return new Map([
    ...told.map(({ one, told: its }) => [`cases/${one.name}.txt`, fileOf(its)] as const),
    ['partitions.txt', await partitionMatrix()],
    ['first-lines.txt', await firstLines()],
    ['digest.txt', digestFile()],
    ['heartbeat.txt', heartbeatFile()],
    ['dead-letters.txt', deadLettersFile()],
    ['made.txt', madeFile()],
    ['many.txt', manyFile()],
  ]);
}

function tellIn(one: GoldenCase, place: Place | undefined): Promise<Told> {
  if (place === undefined) throw new RangeError('every case has a place');
  return tell(one, place);
}

/** Everything that leaves the responder in the commercial partition: a section for each channel of the list. */
function fileOf({ alert, pages, outcomes }: Told): string {
  const subjects = [`alert  ${alert.subject}`, ...pages.map(({ subject }) => `pager  ${subject}`)];
  const sections = [
    ['subject', subjects.join('\n')],
    ...channels.map(({ id, protocols: [protocol], format }) => {
      const text = alert.bodies[protocol] ?? '(nothing)';
      return [id, format === 'json' ? jsonText(JSON.parse(text)).trimEnd() : text];
    }),
    // The rest of their JSON is the machine's, of which nothing is to be read twice.
    ...numbered(
      'pager',
      pages.map(({ body }) => beside(body, [alert.machine, ...othersIn(alert.machine)])),
    ),
    ...numbered(
      'outcome event',
      outcomes.map((outcome) => beside(outcome, [alert.machine, ...othersIn(alert.machine)])),
    ),
  ];
  return `${sections.map(([name, text]) => `===== ${name} =====\n${text}`).join('\n\n')}\n`;
}

function othersIn({ others = [] }: Json): readonly Json[] {
  return others as readonly Json[];
}

/** What is in it beside, or otherwise than, the one message that it repeats most of. */
function beside(json: Json, known: readonly Json[]): string {
  const parts = known.map((one) =>
    Object.entries(json).filter(([name, part]) => JSON.stringify(part) !== JSON.stringify(one[name])),
  );
  const fewest = parts.toSorted((a, b) => a.length - b.length)[0] ?? [];
  return jsonText(Object.fromEntries(fewest)).trimEnd();
}

function numbered(name: string, texts: readonly string[]): readonly (readonly string[])[] {
  return texts.map((text, index) => [`${name}${index === 0 ? '' : ` ${index + 1}`}`, text]);
}

/** What depends on the partition: identifiers, addresses and commands, and nothing that is worded. */
async function partitionMatrix(): Promise<string> {
  const shown = cases.filter(({ name }) => SHOWN.includes(name));
  const rows = shown.flatMap((one) =>
    placesOf(one).map(async (place) => {
      const { machine } = (await tell(one, place)).alert;
      const {
        dedupKey,
        links,
        commands = [],
      } = machine as {
        readonly dedupKey: string;
        readonly links: Readonly<Record<string, string>>;
        readonly commands?: readonly { readonly kind: string; readonly argv: readonly string[] }[];
      };
      return [
        `===== ${one.name}, ${place.partition} =====`,
        dedupKey,
        ...Object.entries(links).map(([name, link]) => `${name}: ${link}`),
        ...commands.map(({ kind, argv }) => `${kind}: ${argv.join(' ')}`),
      ].join('\n');
    }),
  );
  return `${(await Promise.all(rows)).join('\n\n')}\n`;
}

const SHOWN = ['contained', 'not-contained-refused', 'not-contained-role-session'];

/** What is no case. */
const OTHERS = ['partitions', 'first-lines', 'digest', 'heartbeat', 'made', 'many', 'dead-letters'].map(
  (name) => `${name}.txt`,
);

/** Every committed file, by its path from test/golden. */
export function committedFiles(): ReadonlyMap<string, string> {
  const paths = [
    ...readdirSync(join(root, 'cases')).map((name) => `cases/${name}`),
    ...OTHERS.filter((name) => existsSync(join(root, name))),
  ];
  return new Map(paths.toSorted().map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** One message for machines, with the schema that it is published under. */
export interface MachineMessage {
  /** `aws/contained/pager` */
  readonly name: string;
  readonly schema: 'alert' | 'pager' | 'outcome';
  readonly json: Json;
}

/** Of every case in every partition. */
export async function machineMessages(): Promise<readonly MachineMessage[]> {
  const all = cases.flatMap((one) =>
    placesOf(one).map(async (place) => {
      const { alert, pages, outcomes } = await tell(one, place);
      const directory = `${place.partition}/${one.name}`;
      return [
        { name: `${directory}/alert`, schema: 'alert', json: alert.machine },
        ...pages.map(({ body }, index) => ({
          name: `${directory}/pager ${index + 1}`,
          schema: 'pager',
          json: body,
        })),
        ...outcomes.map((json, index) => ({
          name: `${directory}/outcome ${index + 1}`,
          schema: 'outcome',
          json,
        })),
      ] as readonly MachineMessage[];
    }),
  );
  return (await Promise.all(all)).flat();
}
