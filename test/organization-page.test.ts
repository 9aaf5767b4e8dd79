import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { readForwardTemplate } from '../local/forwarding.ts';
import { parametersOf } from '../local/template/parameters.ts';
import { parseTemplate } from '../local/template/yaml-template.ts';

const folder = mkdtempSync(join(tmpdir(), 'organization-page-'));
afterAll(() => rmSync(folder, { recursive: true }));

const page = readFileSync('docs/organization.md', 'utf8');
const [ofRegions = '', ofStackSets = '', ofOneAccount = ''] = [
  ...page.matchAll(/^```bash\n([\s\S]*?)^```$/gm),
].map(([, text]) => text);

/** The outputs of a home stack. */
const FORWARD =
  'HomeAccountId=111122223333 HomeRegion=us-east-1 HomeBusName=compromised-key-responder-prod SuspectedApiCalls=cloudtrail:StopLogging,guardduty:DeleteDetector HoneyKeys=';
const MEMBER_ROLE =
  'ResponderRoleArn=arn:aws:iam::111122223333:role/compromised-key-responder-prod-respond RoleName=compromised-key-responder-member QuarantineUsers=false RevocableRoles=build,deploy';

type Words = readonly string[];

/** Runs blocks of the page with an `aws` that knows the outputs of the home stack, and writes down every other call. */
function callsOf(...blocks: readonly string[]): readonly Words[] {
  const calls = join(folder, `calls-${blocks.length}-${blocks.join().length}`);
  const aws = `aws() {
    case "$*" in
      *describe-stacks*ForwardParameters*) echo "$FORWARD_PARAMETERS" ;;
      *describe-stacks*MemberRoleParameters*) echo "$MEMBER_ROLE_PARAMETERS" ;;
      *) printf '%s\\037' "$@" >> "$CALLS"; printf '\\036' >> "$CALLS" ;;
    esac
  }`;
  execFileSync('bash', ['--norc', '-euc', [aws, ...blocks].join('\n')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      CALLS: calls,
      FORWARD_PARAMETERS: FORWARD,
      MEMBER_ROLE_PARAMETERS: MEMBER_ROLE,
    },
  });
  const written = readFileSync(calls, 'utf8').split('\u001e').slice(0, -1);
  return written.map((call) => call.split('\u001f').slice(0, -1));
}

/** The value of `--flag=value`, or all words after `--flag`. */
function given(words: Words, flag: string): Words {
  const joined = words.find((word) => word.startsWith(`--${flag}=`));
  if (joined !== undefined) return [joined.slice(flag.length + 3)];
  const [, ...after] = words.slice(words.indexOf(`--${flag}`));
  const end = after.findIndex((word) => word.startsWith('--'));
  return end === -1 ? after : after.slice(0, end);
}

/** What CloudFormation gets for the parameters of the template, which must take them. */
function parametersIn(words: Words, template: unknown): ReadonlyMap<string, unknown> {
  const [json] = given(words, 'parameters');
  const pairs: readonly (readonly [string, string])[] =
    json?.startsWith('[') === true
      ? JSON.parse(json).map(
          ({ ParameterKey, ParameterValue }: Readonly<Record<string, string>>) =>
            [ParameterKey, ParameterValue] as const,
        )
      : given(words, 'parameter-overrides').map((word) => {
          const at = word.indexOf('=');
          return [word.slice(0, at), word.slice(at + 1)] as const;
        });
  const { Parameters } = template as { Parameters: Record<string, never> };
  return parametersOf(Parameters, Object.fromEntries(pairs));
}

const forward = readForwardTemplate();
const memberRole = parseTemplate(readFileSync('stacks/member-role.yml', 'utf8'));
const sentHome = new Map<string, unknown>([
  ['HomeAccountId', '111122223333'],
  ['HomeRegion', 'us-east-1'],
  ['HomeBusName', 'compromised-key-responder-prod'],
  ['SuspectedApiCalls', 'cloudtrail:StopLogging,guardduty:DeleteDetector'],
  ['HoneyKeys', ''],
  ['AlarmEmail', 'security@example.com'],
]);
const trusting = new Map<string, unknown>([
  ['RoleName', 'compromised-key-responder-member'],
  ['ResponderRoleArn', 'arn:aws:iam::111122223333:role/compromised-key-responder-prod-respond'],
  ['QuarantineUsers', 'false'],
  ['RevocableRoles', 'build,deploy'],
  ['OtherCredentials', 'true'],
]);

test('the commands for the other Regions give forward.yml what the home stack says', () => {
  const calls = callsOf(ofRegions);
  expect(calls.map((call) => given(call, 'region'))).toEqual([['eu-west-1'], ['us-west-2']]);
  for (const call of calls) {
    expect(call.slice(0, 2)).toEqual(['cloudformation', 'deploy']);
    expect(given(call, 'template-file')).toEqual(['stacks/forward.yml']);
    expect(parametersIn(call, forward)).toEqual(sentHome);
  }
});

test('the commands for stack sets give both templates what the home stack says', () => {
  const [member = [], ofMember = [], forwarding = [], ofForwarding = []] = callsOf(
    ofRegions,
    ofStackSets,
  ).slice(2);
  for (const [call, template, parameters] of [
    [member, memberRole, trusting],
    [forwarding, forward, sentHome],
  ] as const) {
    expect(call.slice(0, 2)).toEqual(['cloudformation', 'create-stack-set']);
    expect(parametersIn(call, template)).toEqual(parameters);
  }
  // IAM has no Regions, and the events have.
  expect(given(ofMember, 'regions')).toEqual(['us-east-1']);
  expect(given(ofForwarding, 'regions')).toEqual(['us-east-1', 'eu-west-1', 'us-west-2']);
});

test('the commands for one account do the same there', () => {
  const [member = [], ...forwarding] = callsOf(ofOneAccount);
  expect(given(member, 'template-file')).toEqual(['stacks/member-role.yml']);
  expect(given(member, 'capabilities')).toEqual(['CAPABILITY_NAMED_IAM']);
  expect(parametersIn(member, memberRole)).toEqual(trusting);
  expect(forwarding.map((call) => given(call, 'region')[0])).toEqual(['us-east-1', 'eu-west-1', 'us-west-2']);
  for (const call of forwarding) expect(parametersIn(call, forward)).toEqual(sentHome);
});
