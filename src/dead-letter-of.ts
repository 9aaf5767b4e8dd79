import { accessKeyKind, isUserName } from './core/access-key-id.ts';
import type { DeadLetter, NamedKey } from './core/dead-letter.ts';
import type { AffectedIdentity } from './core/detection.ts';
import type { QueueMessage } from './queue/message.ts';
import { unwrap } from './queue/unwrap.ts';
import { eventsIn } from './sources/events-in.ts';
import { text } from './sources/fields.ts';
import { readDetection } from './sources/index.ts';

/** What a person must know of it. Never throws: a message that nobody can read is a dead letter as well. */
export function deadLetterOf(message: QueueMessage): DeadLetter {
  const { messageId, sentAt } = message;
  const content = unwrap(message);
  const event = content.kind === 'event' ? content.event : undefined;
  return {
    messageId,
    sentAt,
    cause: content.kind === 'event' ? content.cause : content.kind === 'unreadable' ? content.why : undefined,
    task: content.kind === 'task' ? content.task : undefined,
    eventId: text(event, 'id'),
    source: text(event, 'source'),
    detailType: text(event, 'detail-type'),
    accountId: text(event, 'account'),
    keys: event === undefined ? [] : keysIn(event),
  };
}

function keysIn(event: unknown): readonly NamedKey[] {
  const keys = eventsIn(event).flatMap(keysInOne);
  return [...new Map(keys.map((key) => [key.accessKeyId, key])).values()];
}

function keysInOne(event: unknown): readonly NamedKey[] {
  const reading = readDetection(event);
  const { accessKeyId, accountId } = reading.ok ? {} : reading.problem;
  return reading.ok
    ? reading.detection.affected.flatMap(keyOf)
    : accessKeyId === undefined
      ? []
      : [{ accessKeyId, userName: undefined, accountId }];
}

function keyOf(affected: AffectedIdentity): readonly NamedKey[] {
  if (affected.kind === 'user') return [];
  const { accessKeyId = '', principal, accountId } = affected;
  if (accessKeyKind(accessKeyId) === 'malformed') return [];
  const userName = principal.type === 'IAMUser' ? principal.userName : undefined;
  return [
    {
      accessKeyId,
      accountId,
      userName: userName !== undefined && isUserName(userName) ? userName : undefined,
    },
  ];
}
