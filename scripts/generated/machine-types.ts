import { readFileSync } from 'node:fs';
import { compile, type JSONSchema } from 'json-schema-to-typescript';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../docs/schemas/${name}-1.0.json`, import.meta.url), 'utf8'));

/**
 * The types of src/alerting/machine-schema.ts. They come from the published schemas, so the code must send what those
 * promise.
 */
export async function machineTypes(): Promise<string> {
  const { $defs } = read('common');
  const definitions = plain($defs) as Record<string, JSONSchema>;
  const messages = Object.fromEntries(
    ['alert', 'pager', 'outcome'].map((name) => [`${name}Message`, plain(read(name))]),
  );
  const schema = {
    title: 'Messages',
    type: 'object',
    properties: Object.fromEntries(
      Object.keys(messages).map((name) => [name, { $ref: `#/definitions/${name}` }]),
    ),
    required: Object.keys(messages),
    definitions: { ...definitions, ...messages },
  };
  const text = JSON.stringify(schema)
    .replaceAll('common-1.0.json#/$defs/', '#/definitions/')
    .replaceAll('#/$defs/', '#/definitions/')
    .replaceAll('alert-1.0.json', '#/definitions/alertMessage');
  const types = await compile(JSON.parse(text), 'Messages', {
    additionalProperties: false,
    bannerComment:
      '/**\n * Written by `npm run generate` from docs/schemas: change those, and run it again.\n */',
    ignoreMinAndMaxItems: true,
    format: false,
  });
  return types
    .replaceAll(/^(\w+\??: )/gm, 'readonly $1')
    .replaceAll(/\b(\w+)\[\]/g, 'readonly $1[]')
    .replaceAll(
      /^readonly (\w+\??: )\("unknown" \| readonly (\w+)\[\]\)/gm,
      'readonly $1 "unknown" | readonly $2[]',
    );
}
/**
 * A reference with other properties means both. The types support no conditions, and nothing else beside a reference.
 */
function plain(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(plain);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { if: _, then: __, else: ___, $schema, $id, ...rest } = schema as Record<string, unknown>;
  const own = Object.fromEntries(Object.entries(rest).map(([name, part]) => [name, plain(part)]));
  if (!('$ref' in own)) return own;
  const { $ref, ...beside } = own;
  return 'properties' in beside && $id !== undefined ? { allOf: [{ $ref }, beside] } : { $ref };
}
