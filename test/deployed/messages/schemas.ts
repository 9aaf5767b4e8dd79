import { type SchemaName, undocumentedIn } from '../../alerting/schema.ts';

export type { SchemaName };

/** @returns why a message is not what its published schema promises, or has a key that is not in it; empty where it is. */
export function mismatch(name: SchemaName, message: unknown): string {
  return message === undefined ? 'no message' : (undocumentedIn(name, message)[0] ?? '');
}
