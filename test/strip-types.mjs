// Jest's whole TypeScript support: Node blanks the types in place, so line numbers need no source map.
import { stripTypeScriptTypes } from 'node:module';

export default { process: (code) => ({ code: stripTypeScriptTypes(code) }) };
