import { runbook } from '../../../src/core/reasons/runbook.ts';
import { textsFor, wordsOf } from './links.ts';
import { labelled, linesOf, under } from './mail.ts';
import type { Question } from './questions.ts';
import type { Facts, Sent } from './sent.ts';
import { headingOf } from './verdict.ts';

/** Questions 20 to 25: links, and what holds in every channel. */
export const channelQuestions: readonly Question[] = [
  {
    number: 20,
    question: 'Finding + CloudTrail link right for partition and Region?',
    holds: ({ told, facts }) =>
      // What could not be read has no page that is known; its key can be searched for.
      (facts.detection === undefined ||
        isAt(labelled(told.alert.text, 'FINDING'), facts, findingPath(facts))) &&
      isAt(labelled(told.alert.text, 'TRAIL'), facts, trailPath(facts)),
  },
  {
    number: 21,
    question: 'Runbook link, or what it would lead to?',
    holds: ({ told, facts: { outcomes, reason: other } }) => {
      const reason = outcomes[0]?.reason ?? other ?? 'unreadable-event';
      const link = labelled(told.alert.text, 'RUNBOOK');
      if (link !== undefined) return link === `https://wiki.example.com/akr#${reason}`;
      const lines = under(told.alert.text, `RUNBOOK: ${reason}`).map((line) => line.trim());
      return lines.join(' ') === runbook[reason].replaceAll('`', '');
    },
  },
  {
    number: 22,
    question: 'Stable dedup id, same in all channels?',
    holds: ({ told, facts: { dedupKey } }) =>
      [
        labelled(told.alert.text, 'ID'),
        told.alert.machine['dedupKey'],
        told.outcomes.map((outcome) => outcome['dedupKey']).find((key) => key === dedupKey),
        threadOf(told),
        ...pagerIds(told),
      ].every((id) => id === dedupKey),
  },
  {
    number: 23,
    question: 'Subject <= 99 ASCII and tells state when cut at 40?',
    holds: ({ told, facts }) =>
      [told.alert.subject, ...told.pages.map(({ subject }) => subject)].every((subject) =>
        /^[\x20-\x7e]{1,99}$/.test(subject),
      ) && told.alert.subject.slice(0, 40).includes(headingOf(facts).slice(0, 20)),
  },
  {
    number: 24,
    question: 'Email <= 60 lines, SMS <= 125 GSM, no secret?',
    holds: ({ told }) =>
      linesOf(told.alert.text).length <= 60 &&
      /^[A-Za-z0-9 .,:;!?()+=/_'"%&*#@$<>-]{1,125}$/.test(told.alert.sms) &&
      ![...textsFor(told), ...wordsOf(told.alert.machine), ...told.outcomes.flatMap(wordsOf)].some(
        holdsSecret,
      ),
  },
  {
    number: 25,
    question: 'Update/resolve threads onto the first alert?',
    holds: ({ told, later }) =>
      threadOf(told) !== undefined &&
      threadOf(told) === threadOf(later) &&
      JSON.stringify(pagerIds(told)) === JSON.stringify(pagerIds(later)) &&
      told.alert.machine['dedupKey'] === later.alert.machine['dedupKey'],
  },
];

const hosts: Readonly<Record<string, (region: string) => string>> = {
  aws: (region) => `${region}.console.aws.amazon.com`,
  'aws-us-gov': () => 'console.amazonaws-us-gov.com',
  'aws-cn': () => 'console.amazonaws.cn',
  'aws-eusc': (region) => `${region}.console.amazonaws-eusc.eu`,
};

/** By itself, or as the place to go to after signing in to the account. */
function isAt(link: string | undefined, { partition, seenIn, accountId }: Facts, path: string): boolean {
  const address = `https://${hosts[partition]?.(seenIn)}/${path}`;
  const throughIdentityCenter = `https://sso.example.com/start/#/console?account_id=${accountId}&role_name=SecurityResponder&destination=${encodeURIComponent(address)}`;
  return link === address || link === throughIdentityCenter;
}

function findingPath({ detection, seenIn }: Facts): string {
  return detection?.source.id === 'guardduty'
    ? `guardduty/home?region=${seenIn}#/findings?macros=current&fId=${detection.findingId}`
    : `cloudtrailv2/home?region=${seenIn}#/events/${detection?.findingId}`;
}

function trailPath({ accessKeyId, outcomes: [worst], seenIn }: Facts): string {
  const filter =
    accessKeyId === undefined ? `Username=${worst?.subject.userName}` : `AccessKeyId=${accessKeyId}`;
  return `cloudtrailv2/home?region=${seenIn}#/events?${filter}`;
}

function threadOf({ alert }: Sent['told']): unknown {
  const { metadata } = alert.chat as { readonly metadata?: { readonly threadId?: unknown } };
  return metadata?.threadId;
}

/** Of the page about the headline's credential; a state that wakes nobody and ends no alarm has none. */
function pagerIds({ pages: [page] }: Sent['told']): readonly unknown[] {
  return page === undefined ? [] : [page.body['AlarmName'], page.body['external_id'], page.body['dedupKey']];
}

/** 40 characters in which capitals, small letters and digits are mixed, as AWS's example secret key has them. */
function holdsSecret(text: string): boolean {
  return [...text.matchAll(/(?<![A-Za-z0-9/+=])[A-Za-z0-9/+=]{40}(?![A-Za-z0-9/+=])/g)].some(
    ([run]) => /[a-z]/.test(run) && /[A-Z]/.test(run) && /[0-9]/.test(run),
  );
}
