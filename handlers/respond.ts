import { composeRespond } from '../src/compose.ts';

/** Called by Lambda, asynchronously, with an event that a rule of serverless.yml matched. */
export const handler = composeRespond(process.env, (entry) => console.log(JSON.stringify(entry)));
