import { readFileSync } from 'node:fs';

/** The packaged template, as `npm run package` wrote it: what is deployed, not what was meant. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

export interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

export function packagedText(): string {
  return readFileSync(
    new URL('../.serverless/cloudformation-template-update-stack.json', import.meta.url),
    'utf8',
  );
}

export function packagedTemplate(): Template {
  return JSON.parse(packagedText());
}

export function resourcesOf(type: string): readonly (readonly [string, Resource])[] {
  return Object.entries(packagedTemplate().Resources).filter(([, resource]) => resource.Type === type);
}
