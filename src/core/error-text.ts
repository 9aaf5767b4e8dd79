import { printable } from './printable.ts';

/** Only name and message: the SDK's stacks and causes quote requests and responses. */
export function errorText(error: unknown): string {
  return error instanceof Error ? printable(`${error.name}: ${error.message}`, 2_000) : 'unknown error';
}
