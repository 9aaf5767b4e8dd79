import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { matchesPattern } from '../../local/event-pattern.ts';
import { isBusEvent } from '../../local/stack/bus-event.ts';
import { matchingRules } from '../../local/stack/rule-matching.ts';
import { readStack } from '../../local/template.ts';
import { firstFailing } from '../../scripts/explanation/first-failing.ts';
import { busOf, matching, rulesWith, whyNot } from '../../scripts/explanation/rules.ts';
import { rulesOfTamper } from '../../scripts/generated/direct-rules.ts';
import { rulesOfSettings } from '../../scripts/settings/rule-patterns.ts';
import { readStageSettings } from '../../scripts/settings/stage-settings.ts';
import { sources } from '../../src/sources/index.ts';
import { fixture } from '../fixture.ts';

const values = readStageSettings({ stage: 'prod', folder: 'local/settings', params: [] });
const rules = rulesWith(values);
const names = readdirSync('test/fixtures').map((file) => file.replace(/\.json$/, ''));
const stack = readStack('.serverless', {
  ...{ accountId: '111122223333', region: 'us-east-1', partition: 'aws' },
  stackName: 'compromised-key-responder-prod',
});

function event(name: string) {
  const given: unknown = fixture(name);
  if (!isBusEvent(given)) throw new Error(`${name} is no event`);
  return given;
}

test('the rules are those that CloudFormation gets, with their patterns, states and buses', () => {
  // The twin of a rule, for forwarded events, has the same pattern.
  const isTwin = (id: string) => id.startsWith('Forwarded');
  // No function hears of these.
  const tellsPeople = (id: string) => rulesOfTamper.some((rule) => rule.id === id);
  // In the template, sources and names of API calls are one list. Which events such a rule matches is compared below.
  const isOfSetting = (id: string) => rulesOfSettings.some((rule) => rule.id === id);
  const deployed = stack.rules
    .filter(
      ({ logicalId, pattern }) => !isTwin(logicalId) && !tellsPeople(logicalId) && pattern !== undefined,
    )
    .map(({ logicalId: id, pattern, state, busName }) => ({
      ...{ id, pattern: isOfSetting(id) ? 'see below' : pattern, state },
      busName: busName === 'default' ? 'default' : 'own',
    }));
  const explained = rules
    .filter(({ missing }) => missing === undefined)
    .map(({ id, pattern, state, busName }) => ({
      ...{ id, pattern: isOfSetting(id) ? 'see below' : pattern, state, busName },
    }));
  expect(new Map(explained.map((rule) => [rule.id, rule]))).toEqual(
    new Map(deployed.map((rule) => [rule.id, rule])),
  );
});

test('a setting changes the pattern of its rule, and an empty one says that there is no rule', () => {
  const withHoney = rulesWith({ ...values, honeyKeys: 'AKIAIOSFODNN7EXAMPLE' });
  const rule = (all: typeof rules) => all.find(({ id }) => id === 'HoneyKeyRule');
  expect(rule(withHoney)).toMatchObject({
    pattern: { detail: { userIdentity: { accessKeyId: ['AKIAIOSFODNN7EXAMPLE'] } } },
  });
  expect(rule(rules)?.missing).toBe('honeyKeys');
});

describe.each(names)('%s', (name) => {
  test('is matched by the rules that match it in the packaged stack', () => {
    const given = event(name);
    const bus = busOf(given) === 'own' ? 'compromised-key-responder-prod' : 'default';
    const ofSources = stack.rules.filter(({ logicalId }) => rules.some(({ id }) => id === logicalId));
    const deployed = matchingRules(ofSources, bus, given).map(({ logicalId }) => logicalId);
    expect(
      matching(given, rules)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(deployed.toSorted());
  });

  test('meets every condition of a rule, or the first that fails is told', () => {
    const given = event(name);
    for (const { pattern } of rules.filter(({ missing }) => missing === undefined)) {
      const failing = firstFailing(pattern, given);
      expect(failing.length === 0).toBe(matchesPattern(pattern, given));
      for (const { path, wanted } of failing) {
        const alone = path.toReversed().reduce<unknown>((inner, key) => ({ [key]: inner }), wanted);
        expect(matchesPattern(alone, given)).toBe(false);
      }
    }
  });
});

test('each example of a source is matched by one of its rules', () => {
  for (const { rules: own, examples } of sources) {
    for (const example of examples) {
      const ids = matching(event(example), rulesWith({ ...values, honeyKeys: 'AKIAIOSFODNN7EXAMPLE' })).map(
        ({ id }) => id,
      );
      expect([example, ids.some((id) => own.some((rule) => rule.id === id))]).toEqual([example, true]);
    }
  }
});

function why(id: string, given: Parameters<typeof whyNot>[1]): string {
  const rule = rules.find((one) => one.id === id);
  if (rule === undefined) throw new Error(`there is no rule ${id}`);
  return whyNot(rule, given);
}

test('why a rule does not match is told in words', () => {
  const stopLogging = event('cloudtrail-stop-logging-by-key');
  const of = (detail: object) => ({ ...stopLogging, detail: { ...stopLogging.detail, ...detail } });
  expect(why('GuardDutyFindingRule', stopLogging)).toBe(
    'source is "aws.cloudtrail", and not "aws.guardduty"',
  );
  expect(why('HoneyKeyRule', stopLogging)).toBe('it is not deployed, because honeyKeys is empty');
  expect(why('ReportRule', stopLogging)).toBe(
    "it listens on the stack's own bus, and the event is on the default bus",
  );
  expect(why('SuspectedApiCallRule', of({ eventName: 'StartLogging' }))).toBe(
    'detail.eventName is "StartLogging", and not "StopLogging", "DeleteTrail", "DeleteDetector" or "LeaveOrganization"',
  );
  expect(why('RootKeyRule', of({ userIdentity: { type: 'Root' } }))).toBe(
    'detail.userIdentity.accessKeyId is not there, and not "AKIA"…',
  );
  expect(why('WatchedApiCallRule', event('cloudtrail-console-login'))).toMatch(
    /^source is "aws.signin", and not /,
  );
});

test('a call that only reads reaches no rule that is not made for it', () => {
  const { pattern } = rules.find(({ id }) => id === 'DenyRemovalRule') ?? {};
  const given = event('cloudtrail-detach-deny');
  const read = { ...given, detail: { ...given.detail, readOnly: true } };
  expect(firstFailing(pattern, read)).toEqual([]);
  expect(why('DenyRemovalRule', read)).toBe(
    'the call only reads, and EventBridge gives this rule no such calls',
  );
});

test('alternatives that all fail are told together, and no text of the event commands a terminal', () => {
  const given = event('cloudtrail-create-access-key-for-other');
  const hostile = { ...given, detail: { ...given.detail, eventName: '\u001b[2J\u202eListUsers' } };
  const told = why('WatchedApiCallRule', hostile);
  expect(told).toMatch(/^none of: detail\.eventName is "\?\[2J\?ListUsers", and not "CreateAccessKey"/);
  expect(told.split('; ')).toHaveLength(3);
});
