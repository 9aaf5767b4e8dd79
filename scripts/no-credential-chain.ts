/**
 * Replaces the SDK's search for credentials in the bundles. A Lambda has its role's credentials in the environment, and
 * src/read-settings.ts passes them to the SDK. This keeps the clients of STS, SSO and sign-in out of the zip, and saves 10 ms
 * at the start.
 */
export function defaultProvider(): () => Promise<never> {
  return () =>
    Promise.reject(new Error('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not in the environment'));
}
