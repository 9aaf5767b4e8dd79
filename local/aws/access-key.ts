import { type KeyStatus, LONG_AGO, laggingStatus } from './credential-status.ts';
import type { Elapsed } from './elapsed.ts';
import type { Lagging } from './lagging.ts';
import { secret, uniqueId } from './unique-id.ts';

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly createDate: Date;
  /** `undefined` after the API has deleted the key. Readers that lag behind still see the key. */
  readonly status: Lagging<KeyStatus | undefined>;
  lastUsed: KeyUse | undefined;
}

/** One request that the key signed. */
export interface KeyUse {
  readonly at: Date;
  /** The name in the signature, such as `iam` or `s3`. */
  readonly service: string;
  readonly region: string;
}

export interface NewAccessKey {
  /** Long ago where nothing is said: before any evidence against it. */
  readonly createDate?: Date;
  readonly accessKeyId?: string;
  readonly status?: KeyStatus;
  /** Made by a call, so that readers that lag behind do not see it yet. */
  readonly isNew?: boolean;
}

export function accessKey(
  { createDate = LONG_AGO, accessKeyId = uniqueId('AKIA'), status = 'Active', isNew = false }: NewAccessKey,
  elapsed: Elapsed,
): AccessKey {
  return {
    accessKeyId,
    secretAccessKey: secret(),
    createDate,
    status: laggingStatus(status, { elapsed, isNew }),
    lastUsed: undefined,
  };
}
