import { describe, expect, test } from '@jest/globals';
import { decide } from '../../src/core/decide.ts';
import { type Denial, type History, type KnownHistory, NO_HISTORY } from '../../src/core/history.ts';
import type { ResponsePolicy } from '../../src/core/response-policy.ts';
import { readDetection } from '../../src/sources/index.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { defaultPolicy } from '../policy.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';

/** `confirmed: deactivate-access-key`, `benign: none own-key`: one for each credential that is decided about. */
function inWords(event: Json, history: History, settings: Partial<ResponsePolicy> = {}): readonly string[] {
  const reading = readDetection(event);
  if (!reading.ok) throw new Error(reading.problem.why);
  const decisions = decide(reading.detection, { policy: { ...defaultPolicy, ...settings }, history });
  return decisions.map((decision) => {
    const reason = 'reason' in decision ? ` ${decision.reason}` : '';
    const closes = 'closesPage' in decision && decision.closesPage ? ', closes the page' : '';
    return `${decision.classification.class}: ${decision.action}${reason}${closes}`;
  });
}

const known = (facts: Partial<KnownHistory>): KnownHistory => ({ ...NO_HISTORY, ...facts });
const at = (second: number) => new Date(Date.UTC(2026, 4, 4, 3, 10, second));
const open = { state: 'NOT_CONTAINED', page: 'open' } as const;
const unreadable: History = { kind: 'unreadable' };
const trusted = { trustedPrincipals: ['security-admin'] };

/** At 03:10:02. */
describe('a key that somebody switched on', () => {
  const event = fixture('cloudtrail-activate-key');
  const incident = { containment: 'event-0', suspect: true } as const;
  const restored = { of: 'event-0', at: at(2) };
  const stop = 'confirmed: deactivate-access-key';
  test.each<[string, Partial<KnownHistory>, readonly string[]]>([
    ['is everyday work, where nothing is known of it', {}, ['informational: none informational']],
    ['is stopped again, if it was contained', incident, [stop]],
    ['is stopped, if an alert accused it', { suspect: true }, [stop]],
    ['was earlier than the incident', { ...incident, since: at(3) }, ['benign: none earlier-activation']],
    [
      'was earlier than what only an alert says',
      { suspect: true, since: at(3) },
      ['informational: none informational'],
    ],
    ['was undone by a person', { ...incident, restored }, ['informational: none restored']],
    [
      'was undone by a person, which closes a page',
      { ...incident, restored, lastAlert: open },
      ['informational: none restored, closes the page'],
    ],
    [
      'was undone by a person, of which an earlier try may have woken somebody',
      { ...incident, restored, mayHavePaged: true },
      ['informational: none restored, closes the page'],
    ],
    [
      'was undone by a person, after its event had been given up',
      { ...incident, restored, givenUp: true },
      ['informational: none restored, closes the page'],
    ],
    [
      'was undone by a person, and the page is closed',
      { ...incident, restored, lastAlert: { state: 'CONTAINED', page: 'closed' } },
      ['informational: none restored'],
    ],
    [
      'is no incident, which ends a page for want of the ledger',
      { mayHavePaged: true },
      ['informational: none no-incident'],
    ],
    [
      'may have been an undo that a containment replaced',
      { ...incident, replacedUndo: { at: at(1), until: at(3) } },
      [stop],
    ],
  ])('%s', (_, history, expected) => {
    expect(inWords(event, known(history))).toEqual(expected);
  });

  test.each<[string, Partial<KnownHistory>]>([
    ['is watched', { caller: { watched: true, foughtBack: false } }],
    ['did so before', { caller: { watched: false, foughtBack: true } }],
  ])('is the act of a thief, if whoever did it %s', (_, caller) => {
    const history = known({ ...incident, ...caller });
    expect(inWords(event, history)).toEqual([stop, stop]);
    expect(inWords(event, history, trusted)).toEqual([stop]);
    const replaced = known({ ...history, replacedUndo: { at: at(1), until: at(3) } });
    expect(inWords(event, replaced)).toEqual([stop]);
    expect(inWords(event, known(caller))).toEqual(['informational: none informational']);
  });

  test('may have been an undo: then nothing else of the user is stopped', () => {
    const reaches = (history: Partial<KnownHistory>) => {
      const reading = readDetection(event);
      if (!reading.ok) throw new Error(reading.problem.why);
      return decide(reading.detection, { policy: defaultPolicy, history: known(history) }).map((decision) =>
        'reach' in decision ? decision.reach.stops : undefined,
      );
    };
    expect(reaches(incident)).toEqual(['made-since']);
    expect(reaches({ ...incident, replacedUndo: { at: at(1), until: at(3) } })).toEqual(['nothing']);
    expect(reaches({ ...incident, replacedUndo: { at: at(3), until: at(4) } })).toEqual(['made-since']);
  });

  test('is no evidence against whoever did it, if that is known for nothing', () => {
    expect(inWords(event, known({ ...incident, caller: { watched: false, foughtBack: false } }))).toEqual([
      stop,
    ]);
  });
});

/** At 03:10:02. */
describe('a key that somebody stopped', () => {
  const event = fixture('cloudtrail-deactivate-key');
  const deleted = withValue(fixture('cloudtrail-delete-key'), 'time', '2026-05-04T03:11:40Z');
  const look = ['informational: confirm-stopped'];
  const nothing = ['benign: none nothing-to-resolve'];
  test.each<[string, Json, Partial<KnownHistory>, readonly string[]]>([
    ['is nothing, where no page is open', event, {}, nothing],
    ['is looked at, if a page is open', event, { lastAlert: open }, look],
    [
      'is nothing, if the page is closed',
      event,
      { lastAlert: { state: 'CONTAINED', page: 'closed' } },
      nothing,
    ],
    [
      'is nothing, if a person undid the containment',
      event,
      { lastAlert: open, restored: { of: 'event-0', at: at(1) } },
      nothing,
    ],
    ['is nothing, if it was switched on since', event, { lastAlert: open, lastActivation: at(3) }, nothing],
    ['is looked at, if it was switched on before', event, { lastAlert: open, lastActivation: at(1) }, look],
    [
      'is looked at, if it was switched on in that second',
      event,
      { lastAlert: open, lastActivation: at(2) },
      look,
    ],
    [
      'is looked at, if that was before the first evidence, and a page is open',
      event,
      { containment: 'event-0', lastAlert: open, since: at(3) },
      look,
    ],
    [
      'is looked at, if that was between an undo and the next containment',
      event,
      { containment: 'event-0', lastAlert: open, replacedUndo: { at: at(1), until: at(3) } },
      look,
    ],
    ['is nothing, if it is contained and was not deleted', event, { containment: 'event-0' }, nothing],
    ['is looked at, if it is contained and was deleted', deleted, { containment: 'event-0' }, look],
    ['is nothing, if it was deleted and nobody knows it', deleted, {}, nothing],
    [
      'is nothing, if it was deleted after people were told of the end',
      deleted,
      { containment: 'event-0', lastAlert: { state: 'RESOLVED', page: 'closed' } },
      nothing,
    ],
  ])('%s', (_, one, history, expected) => {
    expect(inWords(one, known(history))).toEqual(expected);
  });

  test('is looked at, if nobody knows whether a page is open', () => {
    expect(inWords(event, unreadable)).toEqual(look);
  });

  test('is nothing, if nobody asked the ledger', () => {
    const reading = readDetection(event);
    if (!reading.ok) throw new Error(reading.problem.why);
    const decisions = decide(reading.detection, { policy: defaultPolicy });
    expect(decisions).toMatchObject([{ action: 'none', reason: 'nothing-to-resolve' }]);
  });

  test('is nothing, if the responder did it', () => {
    const role = {
      type: 'AssumedRole',
      principalId: 'AROAIOSFODNN7EXAMPLE:respond',
      arn: 'arn:aws:sts::111122223333:assumed-role/respond/respond',
      accountId: '111122223333',
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          arn: 'arn:aws:iam::111122223333:role/respond',
          accountId: '111122223333',
          userName: 'respond',
        },
      },
    };
    const own = withValue(event, 'detail.userIdentity', role);
    expect(inWords(own, known({ lastAlert: open }))).toEqual(['benign: none own-change']);
  });
});

describe('a deny that somebody took off a user', () => {
  const event = fixture('cloudtrail-detach-deny');
  const boundary = withValue(
    withValue(event, 'detail.eventName', 'DeleteUserPermissionsBoundary'),
    'detail.requestParameters',
    { userName: 'ci-deploy' },
  );
  const contained: Denial = { contained: true, undone: false, byItself: false };
  const left = ['benign: none no-restraint'];
  const told = ['confirmed: escalate deny-taken-off'];
  test.each<[string, Json, Partial<KnownHistory>, readonly string[]]>([
    ['restrained nobody', event, {}, left],
    ['restrained nobody known', event, { denial: { ...contained, contained: false } }, left],
    ['restrained a contained user', event, { denial: contained }, told],
    ['was undone by a person', event, { denial: { ...contained, undone: true } }, ['benign: none restored']],
    [
      'was undone by a person, while a page about a key is open',
      event,
      { denial: { ...contained, undone: true }, lastAlert: open, mayHavePaged: true },
      ['benign: none restored'],
    ],
    [
      'was undone by a person, and an earlier try woke somebody',
      event,
      { denial: { ...contained, undone: true }, mayHavePaged: true },
      ['benign: none restored, closes the page'],
    ],
    [
      'was a quarantine of AWS, taken off by the user whom we denied everything',
      withValue(
        event,
        'detail.requestParameters.policyArn',
        'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3',
      ),
      { denial: { ...contained, byItself: true, deniedBy: 'policy' } },
      ['confirmed: escalate deny-taken-off', 'confirmed: deactivate-access-key'],
    ],
    [
      'restrained nobody, and an earlier try woke somebody',
      event,
      { mayHavePaged: true },
      ['benign: none no-incident'],
    ],
    ['is a boundary that is not ours', boundary, { denial: contained }, left],
    ['is our boundary', boundary, { denial: { ...contained, deniedBy: 'boundary' } }, told],
    ['is a boundary, and ours is a policy', boundary, { denial: { ...contained, deniedBy: 'policy' } }, left],
  ])('%s', (_, one, history, expected) => {
    expect(inWords(one, known(history), { quarantineUsers: true })).toEqual(expected);
  });

  test('is told and not put back, while the ledger does not say who took it off', () => {
    expect(inWords(event, unreadable, { quarantineUsers: true })).toEqual([
      'confirmed: escalate ledger-unreadable',
    ]);
  });

  test('may be taken off by whom the deployer trusts, unless that is the contained user itself', () => {
    expect(inWords(event, known({ denial: contained }), trusted)).toEqual(left);
    const itself = known({ denial: { ...contained, byItself: true } });
    expect(inWords(event, itself, trusted)).toEqual([...told, 'confirmed: deactivate-access-key']);
  });

  test('and the user itself took off what restrained nobody', () => {
    const itself = known({ denial: { ...contained, contained: false, byItself: true } });
    expect(inWords(event, itself)).toEqual(left);
  });

  test('is put back, if it was ours, the user itself took it off, and users may be denied', () => {
    const ours = known({ denial: { ...contained, byItself: true, deniedBy: 'policy' } });
    const all = { quarantineUsers: true };
    expect(inWords(event, ours, all)[0]).toBe('confirmed: deny-user');
    expect(inWords(event, ours)[0]).toBe('confirmed: escalate deny-taken-off');
    const another = known({ denial: { ...contained, deniedBy: 'policy' } });
    expect(inWords(event, another, all)).toEqual(told);
    expect(inWords(event, known({ denial: { ...contained, byItself: true } }), all)[0]).toBe(told[0]);
    const bounded = known({ denial: { ...contained, byItself: true, deniedBy: 'boundary' } });
    expect(inWords(boundary, bounded, all)[0]).toBe('confirmed: deny-user');
    expect(inWords(event, bounded, all)[0]).toBe(told[0]);
  });
});

/** `security-admin` made a key for `ci-deploy`. */
describe('a key that somebody made', () => {
  const event = fixture('cloudtrail-create-access-key-for-other');
  const own = fixture('cloudtrail-create-own-key');
  const making = (byWatched: boolean, forWatched = false) => known({ making: { byWatched, forWatched } });
  const stop = ['confirmed: deactivate-access-key'];

  test('for another is told, where nothing is known', () => {
    expect(inWords(event, NO_HISTORY)).toEqual(['informational: none informational']);
  });

  test('is stopped, if its maker is watched, and not by whom the deployer trusts', () => {
    expect(inWords(event, making(true))).toEqual(stop);
    expect(inWords(event, making(true), trusted)).toEqual(['benign: none trusted']);
  });

  test('by a honey key is stopped', () => {
    expect(inWords(event, NO_HISTORY, { honeyKeys: ['AKIAI44QH8DHBEXAMPLE'] })).toEqual([...stop, ...stop]);
  });

  test('by whom the deployer trusts is everyday work, unless it failed', () => {
    expect(inWords(event, NO_HISTORY, trusted)).toEqual(['benign: none trusted']);
    const failed = withValue(event, 'detail.errorCode', 'AccessDenied');
    expect(inWords(failed, NO_HISTORY, trusted)).toEqual(['informational: none informational']);
  });

  test('for a watched user is told, although it made it for itself', () => {
    expect(inWords(own, making(false))).toEqual(['benign: none own-key']);
    expect(inWords(own, making(false, true))).toEqual(['informational: none informational']);
  });

  test('ends a page that was opened for want of the ledger', () => {
    const ended = ['benign: none no-incident', 'benign: none own-key'];
    expect(inWords(own, known({ mayHavePaged: true }))).toEqual(ended);
    expect(inWords(own, known({ lastAlert: open }))).toEqual(ended);
    expect(inWords(event, known({ lastAlert: open }))).toEqual([
      'benign: none no-incident',
      'informational: none informational',
    ]);
    expect(inWords(own, known({ lastAlert: open, suspect: true }))).toEqual(['benign: none own-key']);
    expect(inWords(own, known({ lastAlert: open, containment: 'event-0' }))).toEqual([
      'benign: none own-key',
    ]);
  });

  test.each(['BedrockAPIKey-ab12', 'aeaapikey-ab12'])(
    'for %s, the user of an API key, is stopped',
    (userName) => {
      const named = withValue(event, 'detail.requestParameters.userName', userName);
      const made = withValue(named, 'detail.responseElements.accessKey.userName', userName);
      expect(inWords(made, NO_HISTORY)).toEqual(stop);
    },
  );

  test('for a user whose name only ends so is not', () => {
    const named = withValue(event, 'detail.requestParameters.userName', 'not-BedrockAPIKey-ab12');
    const made = withValue(named, 'detail.responseElements.accessKey.userName', 'not-BedrockAPIKey-ab12');
    expect(inWords(made, NO_HISTORY)).toEqual(['informational: none informational']);
  });

  test('that works like one, and is none, is told of only with an incident', () => {
    const bearer = fixture('cloudtrail-create-bearer-key');
    expect(inWords(bearer, NO_HISTORY)).toEqual(['benign: none own-key']);
    expect(inWords(bearer, making(false, true))).toEqual(['informational: none informational']);
  });
});

describe('a call that switches logging off', () => {
  const event = fixture('cloudtrail-stop-logging-by-key');

  test('is routine for whom the deployer trusts', () => {
    expect(inWords(event, NO_HISTORY, { trustedPrincipals: ['ci-deploy'] })).toEqual([
      'benign: none trusted',
    ]);
  });

  test('stops nobody for a deployer who did not list it', () => {
    expect(inWords(event, NO_HISTORY, { suspectedApiCalls: [] })).toEqual(['informational: none tampering']);
    expect(inWords(event, NO_HISTORY, { honeyKeys: [KEY], suspectedApiCalls: [] })).toEqual([
      'confirmed: deactivate-access-key',
    ]);
  });
});
