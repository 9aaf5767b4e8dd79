import { fixture, type Json, type JsonValue, withValue } from '../fixture.ts';

/** A fixture with some of its values replaced, by path; `undefined` takes a value out. */
export function event(name: string, changes: Readonly<Record<string, JsonValue | undefined>> = {}): Json {
  return Object.entries(changes).reduce(
    (changed, [path, value]) => withValue(changed, path, value),
    fixture(name),
  );
}

/** A fixture of Security Hub with some values of its one finding replaced, by path in the finding. */
export function findingEvent(name: string, changes: Readonly<Record<string, JsonValue | undefined>>): Json {
  const imported = fixture(name);
  const { findings } = imported['detail'] as { findings: Json[] };
  const changed = findings.map((finding) =>
    Object.entries(changes).reduce((changing, [path, value]) => withValue(changing, path, value), finding),
  );
  return withValue(imported, 'detail.findings', changed);
}

/** `AWS::IAM::AccessKey:…`, with the details that Security Hub has of it, or none. */
export function keyResource(accessKeyId: string, details?: Json): Json {
  return {
    Type: 'AwsIamAccessKey',
    Id: `AWS::IAM::AccessKey:${accessKeyId}`,
    ...(details !== undefined && { Details: { AwsIamAccessKey: details } }),
  };
}
