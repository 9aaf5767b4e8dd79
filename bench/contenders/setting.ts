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

export interface Stolen {
  readonly accessKeyId: string;
  readonly userName: string;
}

export function deactivation({ accessKeyId, userName }: Stolen) {
  return { UserName: userName, AccessKeyId: accessKeyId, Status: 'Inactive' } as const;
}

/** Whoever writes it first tells people, so that they are told once. */
export function claim({ accessKeyId }: Stolen) {
  return {
    TableName: variable('LEDGER_TABLE_NAME'),
    Key: { incident: { S: accessKeyId } },
    UpdateExpression: 'SET toldAt = :now',
    ConditionExpression: 'attribute_not_exists(toldAt)',
    ExpressionAttributeValues: { ':now': { S: new Date().toISOString() } },
  };
}

export function alert({ accessKeyId, userName }: Stolen) {
  return {
    TopicArn: variable('ALERT_TOPIC_ARN'),
    Subject: `Access key ${accessKeyId} is Inactive`,
    Message: JSON.stringify({ key: { id: accessKeyId }, userName }),
  };
}
