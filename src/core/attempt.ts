/** A call to AWS: what it answered, or the code of its error. */
export type Attempt<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string };

/** Makes the call. Never rejects. */
export async function attempt<T>(call: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await call() };
  } catch (cause) {
    return { ok: false, error: errorCode(cause) };
  }
}

/**
 * AWS's code, by name: throttling and access denied are not classes of the SDK, and messages quote request data. Bounded,
 * since whoever answered wrote it.
 */
function errorCode(cause: unknown): string {
  return cause instanceof Error && /^[A-Za-z]\w{0,79}$/.test(cause.name) ? cause.name : 'UnknownError';
}
