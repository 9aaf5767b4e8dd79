import { pathToFileURL } from 'node:url';

type Handler = (event: unknown, context: object) => Promise<unknown>;

const context = {
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:compromised-key-responder-prod-respond',
  getRemainingTimeInMillis: () => 150_000,
};

/** The handler of a bundle, as Lambda's runtime finds and calls it. */
export async function loadHandler(file: string): Promise<(event: unknown) => Promise<unknown>> {
  const { handler }: { handler: Handler } = await import(pathToFileURL(file).href);
  return (event) => handler(event, context);
}
