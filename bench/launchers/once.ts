/** A cold start: loads the bundle that the first argument names, and hands it the event of the second. */
import { loadHandler } from './load-handler.ts';

const [, , file = '', event = ''] = process.argv;
const handle = await loadHandler(file);
await handle(JSON.parse(event));
// Connections that are kept for a next call would keep the process for some seconds.
process.exit(0);
