import type { Told } from '../../golden/tell.ts';

/** Whose addresses may be in an alert: AWS's consoles, and what the deployer says. */
const OURS =
  /^(?:(?:[a-z0-9-]+\.)?console\.aws\.amazon\.com|console\.amazonaws-us-gov\.com|console\.amazonaws\.cn|[a-z0-9-]+\.console\.amazonaws-eusc\.eu|wiki\.example\.com|sso\.example\.com)$/;

/** The ends of GuardDuty's own names for findings: no domain ends so. */
const FINDING_TYPE = /^[A-Za-z0-9]+\.(?:OutsideAWS|InsideAWS|Custom)$/;

/** What a mail client, a chat or a phone makes a link of: a whole address, and anything with the look of a domain. */
const CLICKABLE = /[a-z]+:\/\/\S*|(?<![\w.-])(?:[a-z0-9-]+\.)+[a-z]{2,}(?![\w-])/gi;

/** @returns what could be followed and is not an address of ours. */
export function foreignLinks(text: string): readonly string[] {
  return [...text.matchAll(CLICKABLE)]
    .map(([link]) => link.replace(/^[a-z]+:\/\//i, '').replace(/[/?#].*$/, ''))
    .filter((host) => !OURS.test(host) && !FINDING_TYPE.test(host));
}

/** Everything that a person reads, in every channel. */
export function textsFor({ alert, pages }: Told): readonly string[] {
  return [
    alert.subject,
    alert.text,
    alert.sms,
    ...wordsOf(alert.chat),
    ...pages.flatMap(({ subject, body }) => [subject, ...wordsOf(body)]),
  ];
}

/** Every text in a piece of JSON. */
export function wordsOf(json: unknown): readonly string[] {
  if (typeof json === 'string') return [json];
  if (typeof json !== 'object' || json === null) return [];
  return Object.values(json).flatMap(wordsOf);
}
