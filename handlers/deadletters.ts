import { openContainer } from '../src/container.ts';
import { createHandler } from '../src/create-handler.ts';
import { openLines, openLog } from '../src/lambda-log.ts';
import { tellDeadLetters } from '../src/tell-dead-letters.ts';

/** Called by a schedule. */
export const handler = createHandler(
  tellDeadLetters,
  openContainer(process.env, { log: openLog(process.env), write: openLines(process) }),
);
