import { isObject, type JsonObject } from '../../local/json-object.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { homeRegions } from '../settings/home-region.ts';
import { LONGEST_STAGE, SERVICE } from '../settings/stage-settings.ts';
import { releaseGroups, releaseParameters } from '../settings/template-parameters.ts';

/** The stage that is packaged for a release. Its name becomes a parameter. */
export const RELEASE_STAGE = 'release';
const PACKAGED_NAME = `${SERVICE}-${RELEASE_STAGE}`;

/** What the framework adds for itself: it uploads the code, and here whoever deploys does. */
const OF_THE_FRAMEWORK = /^ServerlessDeploymentBucket/;

/** The parameters that only a release has. */
const OWN_PARAMETERS = {
  codeBucket: {
    Type: 'String',
    Description: 'the bucket, in the Region of the stack, to which you copied the zips',
    AllowedPattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$',
    ConstraintDescription: 'must be the name of a bucket of S3',
  },
  codePrefix: {
    Type: 'String',
    Description: 'what stands before the names of the zips in the bucket, such as compromised-key-responder/',
    Default: '',
    AllowedPattern: "^[\\w!.*'()/-]*$",
    ConstraintDescription: 'must be the beginning of a key of S3, or empty',
  },
  namePrefix: {
    Type: 'String',
    Description:
      'begins the names of the functions and of the bus: no other stack in the account and Region may have it',
    Default: `${SERVICE}-prod`,
    AllowedPattern: `^[a-zA-Z][a-zA-Z0-9-]{0,${SERVICE.length + LONGEST_STAGE}}$`,
    ConstraintDescription: `must be a letter and then letters, digits and hyphens, ${SERVICE.length + 1 + LONGEST_STAGE} at most`,
  },
};

const isEmpty = (name: string) => ({ 'Fn::Equals': [{ Ref: name }, ''] });
const LINKS = ['identityCenterUrl', 'identityCenterRole'];
/** What `npm run package` checks beside each setting by itself. The framework takes no rules. */
const RULES = {
  HomeRegion: {
    Assertions: [
      {
        Assert: {
          'Fn::Or': [
            { 'Fn::Contains': [homeRegions, { Ref: 'AWS::Region' }] },
            { 'Fn::Equals': [{ Ref: 'home' }, 'false'] },
          ],
        },
        AssertDescription:
          'in this Region the stack would see no API call of IAM: deploy it in us-east-1 (us-gov-west-1, cn-north-1 in their partitions) and forward.yml here, or say home=false',
      },
    ],
  },
  IdentityCenter: {
    Assertions: [
      {
        Assert: {
          'Fn::Or': [
            { 'Fn::And': LINKS.map(isEmpty) },
            { 'Fn::And': LINKS.map((name) => ({ 'Fn::Not': [isEmpty(name)] })) },
          ],
        },
        AssertDescription: `${LINKS.join(' and ')} must both be set, or both be empty`,
      },
    ],
  },
};

/**
 * The packaged template with what the framework decides for a stage as parameters: names, and where the code is.
 * @param zips the names of the zips in the release, by those that the framework gave them.
 */
export function releaseTemplate(packaged: JsonObject, zips: ReadonlyMap<string, string>): JsonObject {
  const { Resources, Outputs, Conditions } = packaged;
  const body = withoutFramework({ Conditions, Resources, Outputs });
  const parts = nameAsParameter(codeAsParameter(body, zips), false) as JsonObject;
  const Parameters = onlyUsed({ ...releaseParameters(), ...OWN_PARAMETERS }, { ...parts, RULES });
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `${packageJson.name} ${packageJson.version}: ${packageJson.description}`,
    Metadata: { 'AWS::CloudFormation::Interface': groupsOf(Parameters) },
    Parameters,
    Rules: RULES,
    ...parts,
  };
}

function withoutFramework(parts: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(parts).map(([section, members]) => [
      section,
      Object.fromEntries(
        Object.entries(members as JsonObject).filter(([name]) => !OF_THE_FRAMEWORK.test(name)),
      ),
    ]),
  );
}

function codeAsParameter(parts: JsonObject, zips: ReadonlyMap<string, string>): JsonObject {
  const resources = Object.entries(parts['Resources'] as Record<string, JsonObject>).map(([id, resource]) => {
    if (resource['Type'] !== 'AWS::Lambda::Function') return [id, resource];
    const properties = resource['Properties'] as { readonly Code: { readonly S3Key: string } };
    const zip = zips.get(properties.Code.S3Key.split('/').at(-1) ?? '');
    if (zip === undefined) throw new Error(`the zip of ${id} is not there`);
    const Code = { S3Bucket: { Ref: 'codeBucket' }, S3Key: { 'Fn::Sub': `\${codePrefix}${zip}` } };
    return [id, { ...resource, Properties: { ...properties, Code } }];
  });
  return { ...parts, Resources: Object.fromEntries(resources) };
}

/** @param inSub whether the text is one of `Fn::Sub`, which knows parameters by itself. */
function nameAsParameter(value: unknown, inSub: boolean): unknown {
  if (typeof value === 'string') {
    if (!value.includes(PACKAGED_NAME)) return value;
    const text = inSub ? value : value.replaceAll('${', '${!');
    const named = text.replaceAll(PACKAGED_NAME, `\${namePrefix}`);
    return inSub ? named : { 'Fn::Sub': named };
  }
  if (Array.isArray(value)) return value.map((member) => nameAsParameter(member, false));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (key.includes(PACKAGED_NAME)) throw new Error(`${key} is a name, and cannot have a parameter in it`);
      if (key !== 'Fn::Sub') return [key, nameAsParameter(member, false)];
      if (!Array.isArray(member)) return [key, nameAsParameter(member, true)];
      const [text, variables] = member;
      return [key, [nameAsParameter(text, true), nameAsParameter(variables, false)]];
    }),
  );
}

/** A parameter that nothing refers to would promise what it does not keep. */
function onlyUsed(parameters: JsonObject, parts: JsonObject): JsonObject {
  const text = JSON.stringify(parts);
  return Object.fromEntries(
    Object.entries(parameters).filter(
      ([name]) => text.includes(`{"Ref":"${name}"}`) || text.includes(`\${${name}}`),
    ),
  );
}

function groupsOf(parameters: JsonObject) {
  const own = { Label: { default: 'The release' }, Parameters: Object.keys(OWN_PARAMETERS) };
  const groups = [...releaseGroups(), own].map(({ Label, Parameters }) => ({
    Label,
    Parameters: Parameters.filter((name) => name in parameters),
  }));
  return { ParameterGroups: groups };
}
