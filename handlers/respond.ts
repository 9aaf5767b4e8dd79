import { openContainer } from '../src/container.ts';
import { createHandler } from '../src/create-handler.ts';
import { respond } from '../src/respond.ts';

/** Lambda calls this asynchronously, with an event that a rule of serverless.yml matched. */
export const handler = createHandler(
  respond,
  openContainer(process.env, { log: (entry) => console.log(JSON.stringify(entry)) }),
);
