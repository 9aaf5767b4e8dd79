import { chatNotification, longestInChat } from './chat-notification.ts';
import { countsWithin, type Digest, digestNotes, digestTitle, memberLine } from './digest-model.ts';
import { defang } from './sanitize.ts';
import { chatStyle } from './style.ts';
import { inSeconds } from './times.ts';

export function digestEmail(digest: Digest): string {
  const { members, place, sentAt, dedupKey, part } = digest;
  return [
    digestTitle(digest),
    ...digestNotes(digest),
    '',
    `CREDENTIALS, the worst first${part === undefined ? '' : `, part ${part}`}`,
    ...members.map((member) => ` ${memberLine(member)}`),
    '',
    `ACCOUNT  the responder is in ${place.accountId}, partition ${place.partition}`,
    `TIME     sent ${inSeconds(sentAt.toISOString())}`,
    `ID       ${defang(dedupKey)}`,
  ].join('\n');
}

export function digestSms({ worst, counts, place }: Digest): string {
  const where = `, account ${place.accountId}.`;
  const head = `${worst.severity} DIGEST: `;
  return `${head}${countsWithin(counts, LONGEST_SMS - head.length - where.length)}${where}`;
}

/** What sms.ts lets an SMS have. */
const LONGEST_SMS = 125;

/** As many credentials as a notification holds: the others by their number, because Amazon Q drops what is too long. */
export function digestChat(digest: Digest): string {
  const { members, total, worst, place, dedupKey, settings } = digest;
  const lines = members.slice(0, MOST_IN_CHAT).map((member) => chatStyle.plain(memberLine(member)));
  const left = total - lines.length;
  return chatNotification({
    id: `${dedupKey}:${total}`,
    title: `${worst.severity} DIGEST: ${digest.counts}, account ${place.accountId}`,
    description: [
      digestTitle(digest),
      ...digestNotes(digest),
      ...lines,
      ...(left === 0 ? [] : [`${left} more have their outcome events and the lines of the mail.`]),
    ],
    nextSteps: ['Now: look at the credentials above that are not CONTAINED'],
    keywords: [worst.severity, 'DIGEST', place.accountId],
    threadId: dedupKey,
    summary: digestTitle(digest),
    resources: [],
    state: worst.state,
    version: settings.version,
  });
}

/** A line has some 130 characters. */
const MOST_IN_CHAT = Math.floor((longestInChat.description - 1_500) / 200);
