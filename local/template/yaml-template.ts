import { isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import { TemplateError } from './fields.ts';

/** A template in YAML, with its short tags in the long form: `!Ref Topic` is `{ Ref: Topic }`. */
export function parseTemplate(text: string): unknown {
  const document = parseDocument(text, { logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) throw error;
  return plain(document.contents);
}

function plain(node: unknown): unknown {
  const value = untagged(node);
  const { tag } = (node ?? {}) as Node;
  if (tag === undefined || !tag.startsWith('!')) return value;
  const name = tag.slice(1);
  return { [name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`]: value };
}

function untagged(node: unknown): unknown {
  if (isMap(node)) {
    return Object.fromEntries(
      node.items.map(({ key, value }) => [isScalar(key) ? String(key.value) : '', plain(value)]),
    );
  }
  if (isSeq(node)) return node.items.map(plain);
  if (isScalar(node)) return node.value;
  // CloudFormation reads no aliases.
  throw new TemplateError('template', `${String(node)} is no text, list or object`);
}
