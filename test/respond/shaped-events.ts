import fc from 'fast-check';
import { list } from '../../src/sources/fields.ts';
import { fixture, type Json, type JsonValue, withValue } from '../fixture.ts';

interface Cast {
  /** Names of users, each with the id of its key. */
  readonly users: Readonly<Record<string, string>>;
  /** Ids of service-specific credentials: they stand where a key id is expected, and are none. */
  readonly otherIds: readonly string[];
}

function withValues(name: string, values: Readonly<Record<string, JsonValue>>): Json {
  return Object.entries(values).reduce(
    (event, [path, value]) => withValue(event, path, value),
    fixture(name),
  );
}

/** Events of the kinds whose parts a mutation of one value hardly ever brings together. */
export function shapedEvents({ users, otherIds }: Cast): fc.Arbitrary<Json> {
  const key = fc.constantFrom(...Object.values(users));
  const name = fc.constantFrom(...Object.keys(users));
  const id = fc.oneof(key, fc.constantFrom(...otherIds, 'ASIAIOSFODNN7EXAMPLE'));
  const userType = fc.constantFrom('IAMUser', 'AssumedRole', 'Root', 'Unknown');

  /** The tags of an affected entity may name the key. */
  const tagged = fc
    .array(
      fc.record({
        entityValue: fc.oneof(
          id,
          name.map((one) => `arn:aws:iam::111122223333:user/${one}`),
        ),
        tags: fc.oneof(
          id.map((one): JsonValue => ({ [one]: 'made for the build' })),
          id.map((one): JsonValue => ({ note: one })),
          fc.constantFrom<JsonValue>(null, [], 'text'),
        ),
      }),
      { maxLength: 3 },
    )
    .map((affectedEntities) =>
      withValues('health-credentials-exposed', {
        'detail.affectedEntities': affectedEntities,
        'detail.eventMetadata': {},
      }),
    );

  /** Keys that stand only among the resources of a sequence. */
  const sequence = fc
    .record({
      type: fc.constantFrom(
        'AttackSequence:IAM/CompromisedCredentials',
        'AttackSequence:S3/CompromisedData',
        'AttackSequence:EKS/CompromisedCluster',
      ),
      resources: fc.array(
        fc.record({
          uid: id,
          resourceType: fc.constantFrom('ACCESS_KEY', 'ACCESS_KEY', 'S3_BUCKET'),
          data: fc
            .record({
              userName: name,
              userType,
              principalId: fc.constantFrom('AIDAIOSFODNN7EXAMPLE', 'AIDA'),
            })
            .map((accessKey): JsonValue => ({ accessKey })),
        }),
        { maxLength: 4 },
      ),
      actors: fc.constantFrom<JsonValue[]>([], [{ process: { name: 'xmrig', path: '/opt/xmrig' } }]),
      keepsActors: fc.boolean(),
    })
    .map(({ type, resources, actors, keepsActors }) =>
      withValues('guardduty-attack-sequence', {
        'detail.type': type,
        'detail.service.detection.sequence.resources': resources,
        ...(!keepsActors && { 'detail.service.detection.sequence.actors': actors }),
      }),
    );

  const findingsOf = (file: string) => list(fixture(file), 'detail', 'findings') as JsonValue[];
  /** Each finding of an event is judged by itself, whatever the others are. */
  const several = fc
    .array(
      fc.record({
        file: fc.constantFrom(
          'securityhub-imported-user-key',
          'securityhub-imported-attack-sequence',
          'securityhub-imported-no-details',
          'securityhub-imported-null-key',
          'securityhub-imported-other-product',
          'securityhub-ocsf-key',
        ),
        as: key,
      }),
      { minLength: 2, maxLength: 4 },
    )
    .map((chosen) =>
      withValues('securityhub-imported-user-key', {
        'detail.findings': chosen.flatMap(({ file, as }) => inPlaceOfTheKey(findingsOf(file), as)),
      }),
    );

  /** Root's own name is that of a user, too. */
  const root = fc
    .record({
      file: fc.constantFrom(
        'cloudtrail-root-key-read',
        'cloudtrail-create-root-key',
        'cloudtrail-stop-logging-by-key',
        'cloudtrail-activate-key',
      ),
      accessKeyId: id,
      userName: fc.constantFrom('Root', 'ci-deploy'),
    })
    .map(({ file, accessKeyId, userName }) =>
      withValues(file, {
        'detail.userIdentity': {
          ...{ type: 'Root', principalId: '111122223333', accountId: '111122223333' },
          ...{ arn: 'arn:aws:iam::111122223333:root', accessKeyId, userName },
        },
      }),
    );

  /** On the customer's own list, or of a rule of the customer: by default they only alert. */
  const custom = fc
    .record({
      type: fc.constantFrom(
        'UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom',
        'Recon:IAMUser/MaliciousIPCaller.Custom',
        'Discovery:S3/MaliciousIPCaller.Custom',
        ...CUSTOM_RULES,
      ),
      accessKeyId: id,
      userName: name,
    })
    .map(({ type, ...who }) =>
      withValues('guardduty-malicious-ip-caller', {
        'detail.type': type,
        'detail.resource.accessKeyDetails': {
          ...who,
          userType: 'IAMUser',
          principalId: 'AIDAIOSFODNN7EXAMPLE',
        },
      }),
    );

  const otherId = fc
    .record({
      place: fc.constantFrom(
        ['report', 'detail.accessKeyId'],
        ['guardduty-malicious-ip-caller', 'detail.resource.accessKeyDetails.accessKeyId'],
        ['cloudtrail-honey-key', 'detail.userIdentity.accessKeyId'],
        ['trusted-advisor-exposed', 'detail.check-item-detail.Access Key ID'],
        ['health-public-key-fallback', 'detail.eventMetadata.publicKey'],
      ),
      written: fc.constantFrom(...otherIds),
    })
    .map(({ place: [file = '', path = ''], written }) => withValues(file, { [path]: written }));

  return fc.oneof(tagged, sequence, several, root, custom, otherId);
}

/** Of rules that a customer chose. */
const CUSTOM_RULES = ['Exfiltration:S3/TransferDataToCloudAccount', 'Persistence:IAM/AccountManipulation'];

/** By default a finding of this type changes nothing, whatever it names. */
export function isCustom(type: string | undefined): boolean {
  return type?.endsWith('.Custom') === true || CUSTOM_RULES.includes(type ?? '');
}

/** The same findings about another key. */
function inPlaceOfTheKey(findings: readonly JsonValue[], key: string): readonly JsonValue[] {
  return JSON.parse(JSON.stringify(findings).replaceAll('AKIAIOSFODNN7EXAMPLE', key));
}
