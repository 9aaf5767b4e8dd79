/**
 * Computes what serverless.yml needs from the parameters: the environment of each function, and the values that come from
 * lists. The function's own parser checks the parameters.
 */
const { functions } = require('../src/functions/index.ts');
const { readDeployerSettings } = require('../src/read-settings.ts');
const { deployerSettings, stackSettings } = require('../src/settings.ts');
const { sources } = require('../src/sources/index.ts');

/** The values of the parameters. Each is checked. @throws SettingError */
async function readParameters({ resolveVariable }) {
  const entries = Object.entries(deployerSettings).map(async ([name, { variable, parse }]) => {
    const text = String(await resolveVariable(`param:${name}`)).trim();
    parse({ name: variable ?? name, text });
    return [name, text];
  });
  const parameters = Object.fromEntries(await Promise.all(entries));
  const environment = Object.fromEntries(
    Object.entries(deployerSettings).flatMap(([name, { variable }]) =>
      variable === undefined ? [] : [[variable, parameters[name]]],
    ),
  );
  return { parameters, policy: readDeployerSettings(environment, '').policy };
}

/** The variables that the function's container reads. */
async function environmentOf({ settings }, serverless) {
  const { parameters } = await readParameters(serverless);
  return Object.fromEntries(
    settings.map((name) => {
      const { variable, value } = deployerSettings[name] ?? stackSettings[name];
      return [variable, value ?? parameters[name]];
    }),
  );
}

/** The deployer lists a role by its name, and the role may have any path. */
function roleArns(names) {
  const role = 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role';
  const resources = names.includes('*') ? ['*'] : names.flatMap((name) => [name, `*/${name}`]);
  // Without a name the policy is not deployed, but its list must not be empty.
  return (resources.length === 0 ? ['-'] : resources).map((resource) => ({
    'Fn::Sub': `${role}/${resource}`,
  }));
}

/** Without one the policy is not deployed, but its list must not be empty. */
async function listOfArns(name, serverless) {
  const text = (await readParameters(serverless)).parameters[name];
  const arns = deployerSettings[name].parse({ name, text });
  return arns.length === 0 ? ['-'] : arns;
}

/** EventBridge's quota for one pattern: user guide, "Amazon EventBridge quotas". */
const LONGEST_PATTERN = 2048;

async function patternOf({ parameter, pattern }, serverless) {
  const built = pattern((await readParameters(serverless)).policy);
  const { length } = JSON.stringify(built);
  if (length <= LONGEST_PATTERN) return built;
  throw new Error(
    `${parameter} is too long: its event pattern has ${length} characters, EventBridge takes ${LONGEST_PATTERN}`,
  );
}

const rulesOfParameters = sources
  .flatMap(({ rules }) => rules)
  .filter(({ parameter }) => parameter !== undefined);

module.exports = {
  ...Object.fromEntries(
    functions.map((unit) => [`${unit.name}Environment`, (serverless) => environmentOf(unit, serverless)]),
  ),
  ...Object.fromEntries(
    rulesOfParameters.map((rule) => [`${rule.id}Pattern`, (serverless) => patternOf(rule, serverless)]),
  ),
  async pagerEndpoint(serverless) {
    return (await readParameters(serverless)).parameters.pagerEndpoint;
  },
  async operatorRoleArns(serverless) {
    return listOfArns('operatorRoleArn', serverless);
  },
  async reporterArns(serverless) {
    return listOfArns('reporterArns', serverless);
  },
  async revocableRoleArns(serverless) {
    return roleArns((await readParameters(serverless)).policy.revocableRoles);
  },
};
