import { statusOf } from './containment/access-key-remedy.ts';
import { userCredentials } from './containment/user-credentials.ts';
import { accessKeyKind, isUserName } from './core/access-key-id.ts';
import type { DeadLetter, NamedCredential, NamedUser } from './core/dead-letter.ts';
import type { AffectedIdentity } from './core/detection.ts';
import { otherCredentialOf } from './core/other-credential.ts';
import type { Place } from './core/place.ts';
import type { QueueMessage } from './queue/message.ts';
import { type Content, unwrap } from './queue/unwrap.ts';
import { eventsIn } from './sources/events-in.ts';
import { field, text } from './sources/fields.ts';
import { readDetection } from './sources/index.ts';

/**
 * What a person must know of it. Never throws: a message that nobody can read is a dead letter as well.
 * @param place of the responder.
 */
export function deadLetterOf(message: QueueMessage, place: Place): DeadLetter {
  const { messageId, sentAt } = message;
  const content = unwrap(message);
  const event = eventOf(content);
  return {
    messageId,
    sentAt,
    cause: content.kind === 'event' ? content.cause : content.kind === 'unreadable' ? content.why : undefined,
    task: content.kind === 'task' ? content.task : undefined,
    eventId: text(event, 'id'),
    source: text(event, 'source'),
    detailType: text(event, 'detail-type'),
    accountId: text(event, 'account'),
    credentials: credentialsIn(event, place),
    users: usersIn(event, place),
  };
}

/** A second look (src/tasks/look-again.ts) has the event that it is about. */
function eventOf(content: Content): unknown {
  if (content.kind === 'event') return content.event;
  return content.kind === 'task' ? field(content.payload, 'event') : undefined;
}

function credentialsIn(event: unknown, place: Place): readonly NamedCredential[] {
  const all = eventsIn(event).flatMap((one) => credentialsInOne(one, place));
  return [...new Map(all.map((one) => [one.id, one])).values()];
}

function usersIn(event: unknown, place: Place): readonly NamedUser[] {
  const all = eventsIn(event).flatMap((one) => {
    const reading = readDetection(one);
    return reading.ok ? reading.detection.affected : [];
  });
  const named = all.flatMap((affected): readonly NamedUser[] => {
    const { principal, accountId } = affected;
    const userName = principal.type === 'IAMUser' ? principal.userName : undefined;
    return isUserName(userName) && credentialOf(affected, place).length === 0
      ? [{ userName, accountId }]
      : [];
  });
  return [...new Map(named.map((one) => [`${one.accountId} ${one.userName}`, one])).values()];
}

function credentialsInOne(event: unknown, place: Place): readonly NamedCredential[] {
  const reading = readDetection(event);
  if (reading.ok) return reading.detection.affected.flatMap((affected) => credentialOf(affected, place));
  const { accessKeyId: id, accountId } = reading.problem;
  return id === undefined ? [] : [{ kind: 'access-key', id, userName: undefined, accountId, byHand: [] }];
}

function credentialOf(affected: AffectedIdentity, place: Place): readonly NamedCredential[] {
  const { principal, accountId } = affected;
  const named = principal.type === 'IAMUser' ? principal.userName : undefined;
  const userName = isUserName(named) ? named : undefined;
  const other = otherCredentialOf(affected);
  if (other !== undefined) {
    const unit = userCredentials.find(({ kind }) => kind === other.kind);
    const byHand = userName === undefined ? [] : (unit?.stop({ userName, id: other.id }, place) ?? []);
    return [{ ...other, userName, accountId, byHand }];
  }
  const id = affected.kind === 'user' ? '' : (affected.accessKeyId ?? '');
  const kind = accessKeyKind(id);
  if (kind === 'malformed') return [];
  // Only a long-term key can be set Inactive.
  const byHand =
    userName === undefined || kind === 'temporary'
      ? []
      : [statusOf({ userName, accessKeyId: id, status: 'Inactive' }, place)];
  return [{ kind: 'access-key', id, userName, accountId, byHand }];
}
