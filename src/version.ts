declare const RESPONDER_VERSION: string | undefined;

/** Put in by scripts/bundle.ts from package.json. */
export const version = typeof RESPONDER_VERSION === 'string' ? RESPONDER_VERSION : 'unbundled';
