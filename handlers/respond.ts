import { openContainer } from '../src/container.ts';
import { createHandler } from '../src/create-handler.ts';
import { openLines, openLog } from '../src/lambda-log.ts';
import { receive } from '../src/receive.ts';

/** Lambda calls this with an event that a rule of serverless.yml matched, or with messages of the retry queue. */
export const handler = createHandler(
  receive,
  openContainer(process.env, { log: openLog(process.env), write: openLines(process) }),
);
