/**
 * What serverless.yml takes from the parameters: the function's environment, checked by the parser that the function
 * itself uses, and what depends on a list.
 */
const { ConfigError, readSettings } = require('../src/config.ts');
const { honeyKeyPattern, suspectedApiCallPattern } = require('../src/sources/cloudtrail.ts');

const VARIABLES = {
  contain: 'CONTAIN',
  minimumSeverity: 'MINIMUM_SEVERITY',
  exemptPrincipals: 'EXEMPT_PRINCIPALS',
  honeyKeys: 'HONEY_KEYS',
  quarantineUsers: 'QUARANTINE_USERS',
  revocableRoles: 'REVOCABLE_ROLES',
  memberRoleName: 'MEMBER_ROLE_NAME',
  suspectedApiCalls: 'SUSPECTED_API_CALLS',
  runbookUrl: 'RUNBOOK_URL',
  identityCenterUrl: 'IDENTITY_CENTER_URL',
  identityCenterRole: 'IDENTITY_CENTER_ROLE',
};

async function settings({ resolveVariable }) {
  const entries = Object.entries(VARIABLES).map(async ([parameter, variable]) => [
    variable,
    String(await resolveVariable(`param:${parameter}`)),
  ]);
  const environment = Object.fromEntries(await Promise.all(entries));
  return { environment, policy: readSettings(environment).policy };
}

/** A role is listed by its name and may stand in any path. */
function roleArns(names) {
  const role = 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role';
  const resources = names.includes('*') ? ['*'] : names.flatMap((name) => [name, `*/${name}`]);
  // Without any name the policy is not deployed, and its list is still to be one.
  return (resources.length === 0 ? ['-'] : resources).map((resource) => ({
    'Fn::Sub': `${role}/${resource}`,
  }));
}

/** EventBridge's quota for one pattern: user guide, "Amazon EventBridge quotas". */
const LONGEST_PATTERN = 2048;

function checked(parameter, pattern) {
  const { length } = JSON.stringify(pattern);
  if (length <= LONGEST_PATTERN) return pattern;
  throw new Error(
    `${parameter} is too long: its event pattern has ${length} characters, EventBridge takes ${LONGEST_PATTERN}`,
  );
}

/** The address often holds the pager's key: only SNS gets it, and the function does not. */
async function pagerEndpoint({ resolveVariable }) {
  const address = String(await resolveVariable('param:pagerEndpoint')).trim();
  if (address === '' || /^https:\/\/[\w.~:/?#@!$&*+,;=%-]+$/.test(address)) return address;
  throw new ConfigError('pagerEndpoint must be an https address, or empty');
}

module.exports = {
  pagerEndpoint,
  async environment(serverless) {
    const { environment } = await settings(serverless);
    return {
      ...environment,
      ALERT_TOPIC_ARN: { Ref: 'AlertTopic' },
      PAGER_TOPIC_ARN: { 'Fn::If': ['HasPager', { Ref: 'PagerTopic' }, ''] },
      OUTCOME_BUS_NAME: { Ref: 'ResponderBus' },
      LEDGER_TABLE_NAME: { Ref: 'Ledger' },
      OWN_ROLE_NAME: { Ref: 'RespondRole' },
    };
  },
  async suspectedApiCallPattern(serverless) {
    const { policy } = await settings(serverless);
    return checked('suspectedApiCalls', suspectedApiCallPattern(policy.suspectedApiCalls));
  },
  async revocableRoleArns(serverless) {
    return roleArns((await settings(serverless)).policy.revocableRoles);
  },
  async honeyKeyPattern(serverless) {
    const { policy } = await settings(serverless);
    return checked('honeyKeys', honeyKeyPattern(policy.honeyKeys));
  },
};
