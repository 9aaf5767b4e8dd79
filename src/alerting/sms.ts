import type { State } from '../core/state.ts';
import type { AlertModel } from './alert-model.ts';
import type { AlertContent, Channel } from './channel.ts';
import { shortConsoleLink } from './console-links.ts';
import { digestSms } from './digest-text.ts';
import { inShort } from './key-in-short.ts';
import { isRoot } from './risk.ts';
import { aboutOf, madeAlone } from './subject.ts';
import { UNREADABLE, type UnreadableModel } from './unreadable-model.ts';

const LONGEST = 125;

/** One line for phones. */
export const sms: Channel = {
  id: 'sms',
  protocols: ['sms'],
  format: 'text',
  render: smsText,
  renderUnreadable: unreadableSms,
  renderDigest: digestSms,
  limits: { lines: 1, characters: LONGEST, only: /^[A-Za-z0-9 .,:;!?()+=/_'"%&*#@$<>-]*$/ },
  answers: [1, 4, 8, 24],
};

/**
 * The text fits into one part of 160 GSM characters, and SNS puts the topic's display name in front. It uses only the
 * basic GSM 03.38 set. No command fits, so its link leads to the page where the same is done by hand. SNS developer guide,
 * "Publishing to a mobile phone".
 */
function smsText({ worst: model }: AlertContent): string {
  const { outcome, entity, urgency, heading } = model;
  const { accountId, userName } = entity;
  const about = inSms(aboutOf(model));
  const isNamed =
    userName === undefined ||
    madeAlone(model) !== undefined ||
    about.includes(userName) ||
    !/^[\w+=,-]{1,20}$/.test(userName);
  const name = isNamed ? '' : ` ${userName}`;
  const call = outcome.quarantine?.holds === 'yes' ? 'Its jobs fail now.' : callOf(model);
  const start = `${urgency.severity} ${heading}: `;
  const links = urgency.page ? linksOf(model) : [];
  return (
    [
      ...links.map((link) => `${start}${about} account ${accountId}. ${call} ${link}`),
      ...links.map((link) => `${start}${about} acct ${accountId}. ${link}`),
      `${start}${about}${name} account ${accountId}. ${call}`,
      `${start}${about} account ${accountId}. ${call}`,
    ].find((text) => text.length <= LONGEST) ?? `${start}${about} account ${accountId}.`
  );
}

/** A phone makes a link of a name such as `evil.example`, and counts the brackets that would break it twice. */
function inSms(about: string): string {
  return /^[\w+=,: -]{1,50}$/.test(about) ? about : `an AWS ${about.replace(/(?: of|, session)? \S+$/, '')}`;
}

/** The pages where a person can act, the nearest first: a long one may not fit. */
function linksOf({ entity, outcome, context, links }: AlertModel): readonly string[] {
  const { partition } = context.place;
  const { userName, roleName } = entity;
  const pages =
    userName !== undefined
      ? [`/users/details/${userName}`, '/users']
      : roleName !== undefined
        ? [`/roles/details/${roleName}`, '/roles']
        : // For root itself, this is where its keys are deleted.
          [...(isRoot(outcome.decision) ? ['/security_credentials'] : []), '/home'];
  return [
    ...pages.flatMap((page) => shortConsoleLink(partition, page) ?? []),
    ...(links.runbook === undefined ? [] : [links.runbook]),
  ].filter((link) => /^[\w:/.#?=&%+,-]+$/.test(link));
}

function callOf({ outcome, urgency, made }: AlertModel): string {
  const calls: Readonly<Record<State, string>> = {
    NOT_CONTAINED: urgency.page ? 'ACT NOW.' : 'Look at it today.',
    PARTLY_CONTAINED: urgency.page ? 'Act now.' : 'Look at it today.',
    CONTAINED: urgency.severity === 'P2' ? 'Look at it today.' : 'No rush.',
    NO_ACTION: urgency.page ? 'Act now.' : withoutPage(urgency, made),
    RESOLVED: 'Look at it today.',
    TEST: 'Only a test.',
  };
  return calls[outcome.state];
}

function withoutPage({ severity }: AlertModel['urgency'], made: AlertModel['made']): string {
  if (severity === 'P2') return 'Look at it today.';
  return made === undefined ? 'No rush.' : 'Ask who did it.';
}

function unreadableSms({ reason, accountId, letters, problem: { accessKeyId } }: UnreadableModel): string {
  const key = accessKeyId === undefined ? 'an AWS key' : `AWS key ${inShort(accessKeyId)}`;
  const about = letters.length > 1 ? `${letters.length} events` : `event about ${key}`;
  const what = reason === UNREADABLE ? 'unreadable' : 'given up';
  const text = `P1 NOT CONTAINED: ${about} ${what}, account ${accountId}. ACT NOW`;
  const how = ': stop it in IAM.';
  return `${text}${text.length + how.length <= LONGEST ? how : '.'}`;
}
