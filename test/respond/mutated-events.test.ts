import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Aws, startAws } from '../../local/aws.ts';
import { field, list, text } from '../../src/sources/fields.ts';
import { longTermKey } from '../api-keys.ts';
import { fixture, type Json, type JsonValue } from '../fixture.ts';
import { alertsOf, openHouse } from '../house.ts';
import { isCustom, shapedEvents } from './shaped-events.ts';

/** The users that the fixtures name in one role or another, each with a key that the fixtures may name too. */
const USERS: Readonly<Record<string, string>> = {
  'ci-deploy': 'AKIAIOSFODNN7EXAMPLE',
  'security-admin': 'AKIAI44QH8DHBEXAMPLE',
  'deploy-admin': 'AKIAEXAMPLEBYSTANDER',
  Root: 'AKIAEXAMPLEROOTALIAS',
};

const HONEY_KEY = 'AKIAI44QH8DHBEXAMPLE';

/** Each user has a credential that is no access key: it may be stopped with the user, and stands where key ids are expected. */
const OTHER_IDS: Readonly<Record<string, string>> = {
  'ci-deploy': 'ACCAEXAMPLE123EXAMPLE',
  'security-admin': 'ACCAEXAMPLE456EXAMPLE',
  'deploy-admin': 'ACCAEXAMPLE789EXAMPLE',
  Root: 'ACCAEXAMPLE000EXAMPLE',
};

/** API keys of two of them. */
const API_KEYS: Readonly<Record<string, string>> = Object.fromEntries(
  ['ci-deploy', 'security-admin'].map((userName) => [longTermKey(`${userName}-at-111122223333`), userName]),
);

const fixtures = readdirSync(new URL('../fixtures', import.meta.url)).map((file) =>
  file.replace('.json', ''),
);

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
afterAll(() => aws.stop());

const hostile: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constantFrom<JsonValue>(
    null,
    '',
    0,
    -1,
    true,
    [],
    {},
    [{}],
    '\n',
    '__proto__',
    'constructor',
    '--no-verify-ssl',
  ),
  fc.constantFrom(...Object.keys(USERS), ...Object.values(USERS), 'ASIAIOSFODNN7EXAMPLE'),
  fc.constantFrom(...Object.values(OTHER_IDS), ...Object.keys(API_KEYS)),
  fc.constantFrom('IAMUser', 'AssumedRole', 'Root', 'FederatedUser', 'AWSService', 'Unknown'),
  fc.constantFrom('111122223333', '444455556666', 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3'),
  fc.constantFrom(
    'GeneratedFindingAccessKeyId',
    'AttackSequence:IAM/CompromisedCredentials',
    'AttachUserPolicy',
  ),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<JsonValue>,
);

const mutatedEvent = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(...fixtures).map((name) => fixture(name)),
      shapedEvents({ users: USERS, otherIds: Object.values(OTHER_IDS) }),
    ),
    fc.array(fc.tuple(fc.nat(), hostile, fc.boolean()), { maxLength: 4 }),
  )
  .map(([whole, mutations]) =>
    mutations.reduce(
      (event, [place, value, remove]) => mutate(event, place, remove ? undefined : value),
      whole,
    ),
  );

test('no event, however mutated, touches anybody but its actor, or ends in silence', async () => {
  const house = openHouse(aws, { HONEY_KEYS: HONEY_KEY });
  await fc.assert(
    fc.asyncProperty(mutatedEvent, async (event) => {
      aws.reset();
      for (const [userName, accessKeyId] of Object.entries(USERS)) {
        const user = aws.identities.createUser({ userName });
        aws.identities.createAccessKey(user, { accessKeyId });
        const kind = 'service-specific-credential';
        aws.identities.createCredential(user, { kind, id: OTHER_IDS[userName] ?? '' });
      }
      const thrown = await house.invoke(event).then(
        () => false,
        () => true,
      );

      const allowed = actorKeys(event);
      for (const { action, params, service } of aws.requests) {
        if (service !== 'iam' || /^(List|Get)/.test(action)) continue;
        expect(params['Status']).toBe('Inactive');
        expect(params['UserName']).toMatch(/^[\w+=,.@-]{1,64}$/);
        if (action === 'UpdateServiceSpecificCredential') continue;
        expect(action).toBe('UpdateAccessKey');
        expect(params['AccessKeyId']).toMatch(/^AKIA[A-Z0-9]{12,124}$/);
        expect([...allowed, ...madeByHoneyKey(event)]).toContain(params['AccessKeyId']);
      }
      const stopped = [...allowed, ...madeByHoneyKey(event)];
      for (const [userName, accessKeyId] of Object.entries(USERS)) {
        if (stopped.includes(accessKeyId)) continue;
        expect(aws.identities.statusOf(accessKeyId)).toBe('Active');
        const others = aws.identities.findUser(aws.accountId, userName)?.credentials ?? [];
        const untouched = others.filter(({ id }) => !stopped.includes(id));
        expect(untouched.map(({ status }) => status.read(0))).toEqual(untouched.map(() => 'Active'));
      }
      // What is read as a secret, wherever it stands in the event, is in nothing that anybody gets.
      const said = JSON.stringify([aws.published, aws.events]);
      for (const secret of Object.keys(API_KEYS)) expect(said).not.toContain(secret.slice(-20));
      // What is nobody's business is on the bus alone.
      const ordinary = aws.events.every(({ event }) =>
        ['own-key', 'own-change', 'no-restraint', 'nothing-to-resolve', 'settled'].includes(
          String(event.detail['reason']),
        ),
      );
      // Each finding of an event of Security Hub is judged by itself.
      const mostAlerts = Math.max(1, list(event, 'detail', 'findings').length);
      const alerts = aws.published.length;
      const told = aws.events.length > 0 && (ordinary || (alerts >= 1 && alerts <= mostAlerts));
      expect(told || thrown).toBe(true);
      for (const { state, key } of alertsOf(aws)) {
        if (state === 'CONTAINED' && key.id !== undefined)
          expect(aws.identities.statusOf(key.id)).toBe('Inactive');
      }
    }),
    // A machine that is too busy tries fewer.
    { numRuns: 2_500, interruptAfterTimeLimit: 200_000 },
  );
}, 240_000);

/** Whom somebody reported. */
function reported({ source, detail }: Json): readonly (string | undefined)[] {
  return source === 'compromised-key-responder.report'
    ? [text(detail, 'userName'), API_KEYS[text(detail, 'accessKeyId') ?? '']]
    : [];
}

/** What the event's actor holds, read without the code under test: its key, and the keys of the user it is. */
function actorKeys(event: Json): readonly (string | undefined)[] {
  const { source, detail } = event;
  // Of a honey key any use is enough.
  if (source === 'aws.guardduty' && isCustom(text(detail, 'type'))) return [HONEY_KEY];
  const key = field(detail, 'resource', 'accessKeyDetails');
  const caller = field(detail, 'userIdentity');
  const issuer = field(caller, 'sessionContext', 'sessionIssuer');
  const actors = list(detail, 'service', 'detection', 'sequence', 'actors').map((actor) =>
    field(actor, 'user'),
  );
  // What is compromised in a sequence about credentials; of other sequences the keys of the actors.
  const known = actors.flatMap((user) => [text(user, 'uid'), text(user, 'name')]);
  const sequenceKeys = list(detail, 'service', 'detection', 'sequence', 'resources').filter((resource) => {
    const data = field(resource, 'data', 'accessKey');
    const isOfAnActor = [text(data, 'principalId'), text(data, 'userName')].some(
      (one) => one !== undefined && known.includes(one),
    );
    const isAboutCredentials = text(detail, 'type')?.startsWith('AttackSequence:IAM/') === true;
    return text(resource, 'resourceType') === 'ACCESS_KEY' && (isAboutCredentials || isOfAnActor);
  });
  const findings = list(detail, 'findings');
  const resources = findings.flatMap((finding) => [
    ...list(finding, 'Resources'),
    ...list(finding, 'resources'),
  ]);
  const hubActors = findings.flatMap((finding) =>
    list(finding, 'Detection', 'Sequence', 'Actors').map((actor) => field(actor, 'User')),
  );
  const quarantined =
    text(detail, 'eventSource') === 'iam.amazonaws.com' && text(detail, 'errorCode') === undefined;
  // AWS acts as the user, whom only the message names.
  const refused = text(detail, 'errorCode') === 'AccessDenied' && text(caller, 'accessKeyId') === undefined;
  const users = [
    refused
      ? /^User: arn:aws:iam::111122223333:user\/(\S+) is not/.exec(text(detail, 'errorMessage') ?? '')?.[1]
      : undefined,
    userIf(text(key, 'userType'), text(key, 'userName')),
    userIf(text(caller, 'type'), text(caller, 'userName') ?? text(caller, 'arn')?.split('/').at(-1)),
    userIf(text(issuer, 'type'), text(issuer, 'userName')),
    ...actors.map((user) => userIf(text(user, 'type'), text(user, 'name'))),
    ...sequenceKeys.map((resource) => {
      const data = field(resource, 'data', 'accessKey');
      return userIf(text(data, 'userType'), text(data, 'userName'));
    }),
    ...hubActors.map((user) => userIf(text(user, 'Type'), text(user, 'Name'))),
    ...resources.flatMap((resource) => {
      const details = field(resource, 'Details', 'AwsIamAccessKey');
      const type = text(details, 'PrincipalType') ?? text(resource, 'user', 'type');
      return [text(details, 'PrincipalName'), text(details, 'UserName'), text(resource, 'user', 'name')].map(
        (name) => userIf(type, name),
      );
    }),
    quarantined ? text(detail, 'requestParameters', 'userName') : undefined,
    ...reported(event),
    // AWS Health names a user by its ARN, beside a tag that may name a session of it.
    ...list(detail, 'affectedEntities').map(
      (entity) =>
        /^arn:aws:iam::111122223333:user\/(?:\S+\/)?([^\s/]+)$/.exec(text(entity, 'entityValue') ?? '')?.[1],
    ),
  ];
  return [
    text(key, 'accessKeyId'),
    text(caller, 'accessKeyId'),
    text(detail, 'accessKeyId'),
    text(detail, 'eventMetadata', 'publicKey'),
    text(detail, 'check-item-detail', 'Access Key ID'),
    ...list(detail, 'affectedEntities').flatMap((entity) => [
      text(entity, 'entityValue'),
      ...Object.entries(field(entity, 'tags') ?? {}).flat(),
    ]),
    ...resources.map((resource) => (text(resource, 'Id') ?? text(resource, 'uid'))?.split(':').at(-1)),
    ...actors.map((user) => text(user, 'credentialUid')),
    ...sequenceKeys.flatMap((resource) =>
      [text(resource, 'uid'), text(resource, 'name')].map((id) => id?.split(/[:/]/).at(-1)),
    ),
    ...hubActors.map((user) => text(user, 'CredentialUid')),
    ...users.map((userName) => (userName === undefined ? undefined : USERS[userName])),
  ];
}

/** What a honey key made. */
function madeByHoneyKey({ detail }: Json): readonly (string | undefined)[] {
  const answer = field(detail, 'responseElements');
  const isMade =
    text(detail, 'userIdentity', 'accessKeyId') === HONEY_KEY &&
    text(detail, 'eventSource') === 'iam.amazonaws.com' &&
    text(detail, 'errorCode') === undefined;
  if (!isMade) return [];
  return [
    text(answer, 'accessKey', 'accessKeyId'),
    text(answer, 'serviceSpecificCredential', 'serviceSpecificCredentialId'),
  ];
}

/** A name is a user's only beside the type that says so. */
function userIf(type: string | undefined, name: string | undefined): string | undefined {
  return type === 'IAMUser' ? name : undefined;
}

/** Replaces one value of the event, or takes it out: the `place`-th of all, counted through it. */
function mutate(event: Json, place: number, value: JsonValue | undefined): Json {
  const copy = structuredClone(event);
  const places = placesIn(copy);
  const { holder, key } = places[place % places.length] ?? { holder: copy, key: 'detail' };
  if (value === undefined) Reflect.deleteProperty(holder, key);
  else Reflect.set(holder, key, value);
  return copy;
}

function placesIn(value: JsonValue): { readonly holder: object; readonly key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [{ holder: value, key }, ...placesIn(child)]);
}
