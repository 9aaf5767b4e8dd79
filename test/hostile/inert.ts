import { expect } from '@jest/globals';
import { linksIn } from './linkable.ts';
import type { Told } from './told.ts';

/** Addresses of ours: the console of AWS, AWS Health, and the deployer's runbook. */
const OURS =
  /https:\/\/(?:(?:[a-z0-9-]+\.)?console\.aws\.amazon\.com|health\.aws\.amazon\.com|wiki\.example\.com)\/[\w.~%/?#&=-]*/g;

/** EventBridge's names of AWS services, none of which is a top-level domain. */
const SOURCES = / source aws\.(?:guardduty|cloudtrail|health|securityhub|trustedadvisor|iam|sts|s3)$/gm;

/** GuardDuty's own words after a dot, none of which is a top-level domain. */
const FINDING_TYPES = /\b[A-Za-z]+:[A-Za-z0-9]+\/[A-Za-z0-9]+\.(?:Custom|B|InsideAWS|OutsideAWS)\b/g;

/** SNS and EventBridge refuse nothing, and take no more than they can. */
export function isTaken({ refused, alerts, pages, outcomes }: Told): void {
  expect(refused).toEqual([]);
  for (const { message, subject } of [...alerts, ...pages]) {
    expect(subject).toMatch(/^[!-~][\x20-\x7e]{0,98}$/);
    expect(Buffer.byteLength(message)).toBeLessThan(outcomes.length === 1 ? 65_536 : 262_144);
  }
  for (const outcome of outcomes) {
    expect(Buffer.byteLength(JSON.stringify(outcome))).toBeLessThan(32_768);
  }
}

/** Whatever a terminal, a mail client or a parser obeys is not in it. */
export function isPrintable({ alerts, pages, outcomes, log, ended }: Told): void {
  const lines = [
    ...alerts.flatMap(({ bodies }) => bodies.email.split('\n')),
    ...[...alerts, ...pages].map(({ message }) => message),
    ...[...outcomes, ...log].map((entry) => JSON.stringify(entry)),
    String(ended),
  ];
  expect(lines.filter((line) => !/^[\x20-\x7e]*$/.test(line))).toEqual([]);
}

/** Nothing that somebody else wrote can be clicked, in any channel. */
export function linksNowhere({ alerts, pages, outcomes, log }: Told): void {
  const texts = [
    ...alerts.flatMap(({ bodies }) => [bodies.email, bodies.sms, ...textsIn(shownIn(bodies.https))]),
    ...alerts.flatMap(({ bodies }) => textsIn(JSON.parse(bodies.sqs))),
    ...pages.flatMap(({ message }) => textsIn(JSON.parse(message))),
    ...[...alerts, ...pages].map(({ subject = '' }) => subject),
    ...textsIn([...outcomes, ...log]),
  ];
  const ours = [OURS, FINDING_TYPES, SOURCES];
  const rest = ours.reduce((text, known) => text.replace(known, ''), texts.join('\n'));
  expect(linksIn(rest)).toEqual([]);
}

/** What Amazon Q Developer shows; ids and the like are for itself. */
function shownIn(body: string): unknown {
  const { content, metadata } = chatOf(body);
  return { content, summary: metadata.summary };
}

/** Names that IAM allows and what is made of them: checked before, and for machines, which compare or run them. */
const NAMES =
  /\b(key\.(user|role)(Name|Arn)|dedupKey|AlarmName|external_id|alias|actions\.\d+\.target|previousBoundary|argv\.\d+|resources\.\d+)$/;

function textsIn(value: unknown, path = ''): readonly string[] {
  if (typeof value === 'string') return NAMES.test(path) ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => textsIn(child, `${path}.${key}`));
}

const VERDICT =
  /^(CONTAINED|PARTLY CONTAINED|NOT CONTAINED(?: \((?:EXEMPT|OBSERVE MODE|ONLY SUSPECTED|ALERT ONLY|REFUSED CALL)\))?|NO ACTION|RESOLVED|TEST): /;

/** The verdict is the first line; what somebody else wrote stands after it, and in quotes or code spans. */
export function standsAfterTheVerdict({ alerts, pages }: Told, foreign: RegExp): void {
  for (const { subject } of [...alerts, ...pages]) expect(subject).not.toMatch(foreign);
  for (const { bodies } of alerts) {
    expect(bodies.email).toMatch(VERDICT);
    expect(bodies.email.replace(/"[^"\n]*"/g, '""').replace(OURS, '')).not.toMatch(foreign);
    expect(bodies.sms).not.toMatch(foreign);
    const { title, description, nextSteps, keywords } = chatOf(bodies.https).content;
    const chat = [title, description, ...nextSteps, ...keywords].join('\n');
    expect(chat.replace(/`[^`\n]*`/g, '``').replace(OURS, '')).not.toMatch(foreign);
  }
}

/** GSM 03.38, "basic character set", of which two are read with an escape and counted twice; and our letters alone. */
const GSM = /^[A-Za-z0-9 @$_!"#%&'()*+,\-./:;<=>?]*$/;

/** Short enough for each kind of subscriber. */
export function isShort({ alerts }: Told): void {
  for (const { bodies } of alerts) {
    expect(bodies.sms).toMatch(GSM);
    expect(bodies.sms.length).toBeLessThanOrEqual(125);
    expect(bodies.email.split('\n').length).toBeLessThanOrEqual(60);
    // What SNS takes for mail is one thing, what a mail client shows without folding it away another.
    expect(bodies.email.split('\n').filter(({ length }) => length > 1_500)).toEqual([]);

    const { title, description, nextSteps, keywords } = chatOf(bodies.https).content;
    expect(title.length).toBeLessThanOrEqual(250);
    expect(description.length).toBeLessThanOrEqual(8_000);
    for (const step of nextSteps) expect(step.length).toBeLessThanOrEqual(350);
    for (const keyword of keywords) expect(keyword.length).toBeLessThanOrEqual(75);
  }
}

/** Neither Slack nor Teams finds anything in it but code spans and plain lines. */
export function marksNothing({ alerts }: Told): void {
  for (const { bodies } of alerts) {
    const { title, description, nextSteps, keywords } = chatOf(bodies.https).content;
    for (const part of [title, ...description.split('\n'), ...nextSteps, ...keywords]) {
      // Neither the shell's `&&` nor an address of ours is a mark of Slack: only `&lt;` and the like are.
      expect(part.replace(OURS, '').replaceAll(' && ', ' ')).not.toMatch(/[<>&]|\]\(|``/);
      expect(part.split('`').length % 2).toBe(1);
      expect(part.replace(/`[^`]*`/g, '')).not.toMatch(/@/);
    }
  }
}

interface Chat {
  readonly metadata: { readonly summary: string };
  readonly content: {
    readonly title: string;
    readonly description: string;
    readonly nextSteps: readonly string[];
    readonly keywords: readonly string[];
  };
}

export function chatOf(body: string): Chat {
  return JSON.parse(body);
}
