import type { AwsEvent } from '../../test/deployed/events/envelope.ts';
import type { User } from '../../test/deployed/users.ts';
import { fixture, type Json, withValue } from '../../test/fixture.ts';

/** A GuardDuty finding that names the user and its key. */
export function findingAbout({ accountId, name, id, keys }: User): AwsEvent {
  const changes = {
    id: crypto.randomUUID(),
    account: accountId,
    'detail.accountId': accountId,
    'detail.id': crypto.randomUUID().replaceAll('-', ''),
    'detail.resource.accessKeyDetails.accessKeyId': keys[0].accessKeyId,
    'detail.resource.accessKeyDetails.userName': name,
    'detail.resource.accessKeyDetails.principalId': id,
  };
  const event = Object.entries(changes).reduce<Json>(
    (changed, [path, value]) => withValue(changed, path, value),
    fixture('guardduty-malicious-ip-caller'),
  );
  return event as unknown as AwsEvent;
}
