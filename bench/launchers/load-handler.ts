import { pathToFileURL } from 'node:url';

type Handler = (event: unknown, context: object) => Promise<unknown>;

const INVOKED = 'arn:aws:lambda:us-east-1:111122223333:function:compromised-key-responder-prod-respond';

/** The handler of a bundle, as Lambda's runtime finds and calls it. */
export async function loadHandler(file: string): Promise<(event: unknown) => Promise<unknown>> {
  const { handler }: { handler: Handler } = await load(file);
  let invocations = 0;
  return (event) => {
    invocations += 1;
    return handler(event, {
      invokedFunctionArn: INVOKED,
      awsRequestId: `00000000-0000-4000-8000-${String(invocations).padStart(12, '0')}`,
      getRemainingTimeInMillis: () => 150_000,
    });
  };
}

/** Lambda's runtime client requires CommonJS, and imports modules. */
function load(file: string) {
  if (file.endsWith('.mjs')) return import(pathToFileURL(file).href);
  return process.getBuiltinModule('node:module').createRequire(file)(file);
}
