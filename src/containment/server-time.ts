import type { GetRoleCommand, GetRoleCommandOutput, IAMClient } from '@aws-sdk/client-iam';

/** Returns the answer and its time by AWS's clock, because that clock decides when a session was issued. */
export async function sendWithDate(
  client: IAMClient,
  command: GetRoleCommand,
): Promise<{ readonly output: GetRoleCommandOutput; readonly date: Date | undefined }> {
  let header: string | undefined;
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      header = dateHeader(result.response);
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'readDateHeader' },
  );
  const output = await client.send(command);
  const date = new Date(header ?? '');
  return { output, date: Number.isNaN(date.getTime()) ? undefined : date };
}

function dateHeader(response: unknown): string | undefined {
  if (typeof response !== 'object' || response === null || !('headers' in response)) return undefined;
  const { headers } = response;
  return typeof headers === 'object' && headers !== null && 'date' in headers
    ? String(headers.date)
    : undefined;
}
