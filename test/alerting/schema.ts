import { readFileSync } from 'node:fs';
import { Ajv2020, type AnySchemaObject, type ValidateFunction } from 'ajv/dist/2020.js';

/** The published schemas of docs/schemas. */
export type SchemaName = 'alert' | 'pager' | 'outcome';

export const schemaNames: readonly SchemaName[] = ['alert', 'pager', 'outcome'];

/** @returns what is wrong with a message by its published schema, in words; nothing where it is as promised. */
export function problemsIn(name: SchemaName, json: unknown): readonly string[] {
  return problemsBy(published(name), json);
}

/** The same, and every key must be in the schema: consumers ignore others, but ours are to be documented. */
export function undocumentedIn(name: SchemaName, json: unknown): readonly string[] {
  return problemsBy(closed(name), json);
}

const published = once((name) => compile(name, (schema) => schema));
const closed = once((name) => compile(name, (schema, file) => closeObjects(schema, file === name)));

function problemsBy(validate: ValidateFunction, json: unknown): readonly string[] {
  if (validate(json)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
  );
}

export function readSchema(name: SchemaName | 'common'): AnySchemaObject {
  return JSON.parse(readFileSync(new URL(`../../docs/schemas/${name}-1.0.json`, import.meta.url), 'utf8'));
}

function compile(
  name: SchemaName,
  change: (schema: AnySchemaObject, file: SchemaName | 'common') => AnySchemaObject,
): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false });
  const files = (['common', 'alert', 'pager', 'outcome'] as const).filter((file) => file !== name);
  for (const file of files) ajv.addSchema(change(readSchema(file), file));
  return ajv.compile(change(readSchema(name), name));
}

/**
 * Every object takes only the keys that its schema has. What others are built upon stays open, or it would refuse their
 * keys: `response`, and the files that are not asked for.
 */
function closeObjects(schema: AnySchemaObject, isAskedFor: boolean): AnySchemaObject {
  const { $defs, ...root } = closeWithin(schema);
  if ($defs === undefined) return isAskedFor ? root : opened(root);
  return { ...root, $defs: { ...$defs, response: opened($defs.response) } };
}

function opened({ unevaluatedProperties: _, ...schema }: AnySchemaObject): AnySchemaObject {
  return schema;
}

function closeWithin(schema: AnySchemaObject): AnySchemaObject {
  const parts = Object.entries(schema).map(([name, part]) => [name, closeAll(part)]);
  const copy: AnySchemaObject = Object.fromEntries(parts);
  return copy['type'] === 'object' ? { ...copy, unevaluatedProperties: false } : copy;
}

function closeAll(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(closeAll);
  return typeof part === 'object' && part !== null ? closeWithin(part) : part;
}

function once(make: (name: SchemaName) => ValidateFunction): (name: SchemaName) => ValidateFunction {
  const made = new Map<SchemaName, ValidateFunction>();
  return (name) => {
    const known = made.get(name) ?? make(name);
    made.set(name, known);
    return known;
  };
}
