/** What a call to AWS answered, or the code of its error. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string };

/** Waits for the call. Never rejects. */
export async function resultOf<T>(call: Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await call };
  } catch (cause) {
    return { ok: false, error: errorCode(cause) };
  }
}

/**
 * AWS's code, by name: throttling and access denied are not classes of the SDK, and messages quote request data. Bounded,
 * because somebody else wrote it.
 */
function errorCode(cause: unknown): string {
  return cause instanceof Error && /^[A-Za-z]\w{0,79}$/.test(cause.name) ? cause.name : 'UnknownError';
}
