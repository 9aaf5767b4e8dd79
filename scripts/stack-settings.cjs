/**
 * Computes what serverless.yml needs from the settings of the stage: the environment of each function, and the values that
 * come from lists.
 */
const { functions } = require('../src/functions/index.ts');
const { deployerSettings, stackSettings } = require('../src/settings.ts');
const { namesOf, servicesOf } = require('../src/sources/cloudtrail-patterns.ts');
const {
  patternOf,
  policyOf,
  readStageSettings,
  rulesOfSettings,
  shownSettings,
} = require('./settings/stage-settings.ts');

/** @throws SettingError, also for somebody who runs `serverless` itself. */
async function settings({ options, resolveVariable }) {
  const stage = await resolveVariable('sls:stage');
  try {
    return readStageSettings({
      stage,
      folder: process.env.SETTINGS_FOLDER ?? 'settings',
      params: [options.param ?? []].flat(),
      region: await resolveVariable('self:provider.region'),
    });
  } catch (error) {
    // The framework prints the stack of an error. This one says all in its message.
    error.stack = error.message;
    throw error;
  }
}

/** The variables that the function's container reads. */
async function environmentOf({ settings: names }, serverless) {
  const values = await settings(serverless);
  return Object.fromEntries(
    names.map((name) => {
      const { variable, value } = deployerSettings[name] ?? stackSettings[name];
      return [variable, value ?? values[name]];
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
  const text = (await settings(serverless))[name];
  const arns = deployerSettings[name].parse({ name, text });
  return arns.length === 0 ? ['-'] : arns;
}

module.exports = {
  ...Object.fromEntries(
    functions.map((unit) => [`${unit.name}Environment`, (serverless) => environmentOf(unit, serverless)]),
  ),
  ...Object.fromEntries(
    rulesOfSettings.map((rule) => [
      `${rule.id}Pattern`,
      async (serverless) => patternOf(rule, await settings(serverless)),
    ]),
  ),
  settings,
  /** For the template, so that a later deployment can say what it changes. */
  async shownSettings(serverless) {
    return shownSettings(await settings(serverless));
  },
  /** The parameters of stacks/forward.yml that the settings decide. */
  async forwardParameters(serverless) {
    const { honeyKeys, suspectedApiCalls } = policyOf(await settings(serverless));
    return [
      '',
      `SuspectedEventSources=${servicesOf(suspectedApiCalls)}`,
      `SuspectedEventNames=${namesOf(suspectedApiCalls)}`,
      `HoneyKeys=${honeyKeys}`,
    ].join(' ');
  },
  async operatorRoleArns(serverless) {
    return listOfArns('operatorRoleArn', serverless);
  },
  async reporterArns(serverless) {
    return listOfArns('reporterArns', serverless);
  },
  async revocableRoleArns(serverless) {
    return roleArns(policyOf(await settings(serverless)).revocableRoles);
  },
};
