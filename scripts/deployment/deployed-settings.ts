import {
  type CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import type { Values } from '../settings/stage-settings.ts';

/** What a stack says of itself. */
export interface Deployed {
  /** Absent: it was deployed before its template had its settings. */
  readonly settings: Values | undefined;
  readonly outputs: ReadonlyMap<string, string>;
}

/** @returns undefined if there is no such stack. */
export async function readDeployed(
  client: CloudFormationClient,
  StackName: string,
): Promise<Deployed | undefined> {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    const { TemplateBody } = await client.send(
      new GetTemplateCommand({ StackName, TemplateStage: 'Original' }),
    );
    const outputs = (Stacks?.[0]?.Outputs ?? []).map(
      ({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue] as const,
    );
    return { settings: settingsIn(TemplateBody), outputs: new Map(outputs) };
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}

function settingsIn(template: string | undefined): Values | undefined {
  const { Metadata }: { Metadata?: { Settings?: unknown } } = JSON.parse(template ?? '{}');
  const settings = Metadata?.Settings;
  if (typeof settings !== 'object' || settings === null) return undefined;
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)]));
}

/** A line for each setting that the deployment changes. */
export function changesOf(before: Values, after: Values): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) => `${name}: ${shown(before[name])} → ${shown(after[name])}`);
}

function shown(value: string | undefined): string {
  if (value === undefined) return 'not known';
  return value === '' ? 'empty' : value;
}
