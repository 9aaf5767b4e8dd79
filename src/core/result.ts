/** The answer of a call to AWS, or the code of its error. */
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
 * AWS's error code is the name of the error. The SDK has no classes for throttling and access denied, and messages quote
 * request data. The code is bounded, because this project does not write it.
 */
function errorCode(cause: unknown): string {
  return cause instanceof Error && /^[A-Za-z]\w{0,79}$/.test(cause.name) ? cause.name : 'UnknownError';
}
