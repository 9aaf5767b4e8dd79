import { validationError } from './iam-parameters.ts';
import { type Params, textOf } from './service.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly marker: string | undefined;
}

/** IAM's paging: at most `MaxItems` (1 to 1,000, default 100), and a marker if there is more. */
export function pageOf<T>(all: readonly T[], params: Params): Page<T> {
  const maxItems = Number(textOf(params, 'MaxItems') ?? '100');
  if (!Number.isInteger(maxItems) || maxItems < 1 || maxItems > 1000) {
    throw validationError(
      `1 validation error detected: Value '${textOf(params, 'MaxItems')}' at 'maxItems' failed to satisfy constraint: Member must have value between 1 and 1000`,
    );
  }
  const start = startOf(textOf(params, 'Marker'));
  const end = start + maxItems;
  return { items: all.slice(start, end), marker: end < all.length ? markerAt(end) : undefined };
}

function markerAt(index: number): string {
  return Buffer.from(`from ${index}`).toString('base64');
}

function startOf(marker: string | undefined): number {
  if (marker === undefined) return 0;
  const index = /^from (\d+)$/.exec(Buffer.from(marker, 'base64').toString())?.[1];
  if (index === undefined) throw validationError('Invalid Marker.');
  return Number(index);
}
