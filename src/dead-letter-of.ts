import { statusOf } from './containment/access-key-remedy.ts';
import { denyCommand } from './containment/quarantine-user.ts';
import { revokeCommands } from './containment/revoke-role-sessions.ts';
import { userCredentials } from './containment/user-credentials.ts';
import { accessKeyKind, isUserName } from './core/access-key-id.ts';
import type { Command } from './core/command.ts';
import type { DeadLetter, NamedCredential, NamedUser } from './core/dead-letter.ts';
import type { AffectedIdentity, Principal, UnreadableEvent } from './core/detection.ts';
import { madeIn } from './core/made.ts';
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
    ...namedIn(event, { place, sentAt }),
  };
}

/** A second look (src/tasks/look-again.ts) has the event that it is about. */
function eventOf(content: Content): unknown {
  if (content.kind === 'event') return content.event;
  return content.kind === 'task' ? field(content.payload, 'event') : undefined;
}

/** Where the responder is, and when the message came. */
interface Letter extends Pick<DeadLetter, 'sentAt'> {
  readonly place: Place;
}

function namedIn(
  event: unknown,
  letter: Letter,
): Pick<DeadLetter, 'credentials' | 'users' | 'callers' | 'made'> {
  const readings = eventsIn(event).map(readDetection);
  const detections = readings.flatMap((reading) => (reading.ok ? [reading.detection] : []));
  const affected = detections.flatMap((one) => concernedIn(one.affected));
  const unread = readings.flatMap((reading) => (reading.ok ? [] : unreadIn(reading.problem)));
  const credentials = [...affected.flatMap((one) => credentialOf(one, letter)), ...unread];
  const users = affected.flatMap((one) => (credentialOf(one, letter).length === 0 ? userOf(one) : []));
  return {
    credentials: [...new Map(credentials.map((one) => [one.id, one])).values()],
    users: [...new Map(users.map((one) => [`${one.accountId} ${one.userName}`, one])).values()],
    callers: detections.flatMap((one) => one.affected.filter((whoever) => !affected.includes(whoever))),
    made: detections.flatMap((one) => madeIn(one) ?? []),
  };
}

/** Whoever made a call about somebody else may be the administrator who helps: nobody is told to stop that key. */
function concernedIn(affected: readonly AffectedIdentity[]): readonly AffectedIdentity[] {
  const others = affected.filter(({ signal }) => signal !== 'api-call');
  return others.length > 0 ? others : affected;
}

function unreadIn({ accessKeyId: id, accountId }: UnreadableEvent): readonly NamedCredential[] {
  return id === undefined ? [] : [{ kind: 'access-key', id, userName: undefined, accountId, byHand: [] }];
}

function userOf({ principal, accountId }: AffectedIdentity): readonly NamedUser[] {
  const userName = principal.type === 'IAMUser' ? principal.userName : undefined;
  return isUserName(userName) ? [{ userName, accountId }] : [];
}

function credentialOf(affected: AffectedIdentity, letter: Letter): readonly NamedCredential[] {
  const { principal, accountId } = affected;
  const { place } = letter;
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
  if (kind === 'temporary')
    return [{ kind: 'access-key', id, userName, accountId, byHand: endSession(principal, letter) }];
  const byHand =
    userName === undefined ? [] : [statusOf({ userName, accessKeyId: id, status: 'Inactive' }, place)];
  return [{ kind: 'access-key', id, userName, accountId, byHand }];
}

/** A session cannot be set Inactive: everything is denied to its user, or to the sessions that its role had by then. */
function endSession(principal: Principal, { place, sentAt }: Letter): readonly Command[] {
  if (principal.type === 'FederatedUser')
    return principal.issuer === undefined ? [] : endSession(principal.issuer, { place, sentAt });
  if (principal.type === 'IAMUser' && isUserName(principal.userName))
    return [denyCommand('attach-user-policy', { userName: principal.userName, place })];
  return principal.type === 'AssumedRole' && isUserName(principal.roleName) && sentAt !== undefined
    ? revokeCommands(principal.roleName, { before: sentAt, place })
    : [];
}
