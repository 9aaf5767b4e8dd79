/** What each of the scripts reads of the event and the environment, and no more. */
export interface Finding {
  readonly detail: {
    readonly resource: {
      readonly accessKeyDetails: { readonly accessKeyId: string; readonly userName: string };
    };
  };
}

export function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}

export function credentialsOfRole() {
  return {
    accessKeyId: variable('AWS_ACCESS_KEY_ID'),
    secretAccessKey: variable('AWS_SECRET_ACCESS_KEY'),
    sessionToken: variable('AWS_SESSION_TOKEN'),
  };
}

export interface Message {
  readonly accessKeyId: string;
  readonly subject: string;
  readonly text: string;
}

export function message({ detail }: Finding, keys: unknown): Message {
  const { accessKeyId, userName } = detail.resource.accessKeyDetails;
  return {
    accessKeyId,
    subject: `Access key ${accessKeyId} of ${userName} is Inactive`,
    text: JSON.stringify({ accessKeyId, userName, keys }),
  };
}
