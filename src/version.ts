declare const RESPONDER_VERSION: string | undefined;

/** scripts/bundle.ts inserts the version from package.json. */
export const version = typeof RESPONDER_VERSION === 'string' ? RESPONDER_VERSION : 'unbundled';
