import { isObject, type JsonObject } from '../json-object.ts';

/** A template has an unexpected part. The message begins with its path. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';

  constructor(path: string, problem: string) {
    super(`${path}: ${problem}`);
  }
}

export function fieldsOf(value: unknown, path: string): JsonObject {
  if (isObject(value)) return value;
  throw new TemplateError(path, 'expected an object');
}

export function listOf(value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new TemplateError(path, 'expected a list');
}

export function textOf(value: unknown, path: string): string {
  if (typeof value === 'string') return value;
  throw new TemplateError(path, 'expected a string');
}

/** CloudFormation takes a number, or its digits as text. */
export function numberOf(value: unknown, path: string): number {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw new TemplateError(path, 'expected a number');
}

/** For optional values. */
export function optional<T>(
  read: (value: unknown, path: string) => T,
  value: unknown,
  path: string,
): T | undefined {
  return value === undefined ? undefined : read(value, path);
}
