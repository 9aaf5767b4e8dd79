/**
 * What serverless.yml has of src/settings.ts and of the settings of the stage: the parameters of the template and their values,
 * and the environment of each function.
 */
const { functions } = require('../src/functions/index.ts');
const { deployerSettings, stackSettings } = require('../src/settings.ts');
const { parameterGroups, parameterValues, templateParameters } = require('./settings/template-parameters.ts');
const { readStageSettings, shownSettings } = require('./settings/stage-settings.ts');

/** @throws SettingError, also for somebody who runs `serverless` itself. */
async function settings({ options, resolveVariable }) {
  const stage = await resolveVariable('sls:stage');
  try {
    return readStageSettings({
      stage,
      folder: process.env.SETTINGS_FOLDER ?? 'settings',
      params: [options.param ?? []].flat(),
      // A stack in another Region must be removable without a word.
      ...(process.argv.includes('remove') ? {} : { region: await resolveVariable('self:provider.region') }),
    });
  } catch (error) {
    // The framework prints the stack of an error. This one says all in its message.
    error.stack = error.message;
    throw error;
  }
}

/** The variables that the function's container reads. */
function environmentOf({ settings: names }) {
  return Object.fromEntries(
    names.map((name) => {
      const { variable, value } = deployerSettings[name] ?? stackSettings[name];
      return [variable, value ?? { Ref: name }];
    }),
  );
}

module.exports = {
  ...Object.fromEntries(functions.map((unit) => [`${unit.name}Environment`, () => environmentOf(unit)])),
  settings,
  /** By default they are the settings of the stage, so that the packaged template is complete. */
  async parameters(serverless) {
    return templateParameters(parameterValues(await settings(serverless)));
  },
  interface: parameterGroups,
  async stackParameters(serverless) {
    return Object.entries(parameterValues(await settings(serverless))).map(
      ([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }),
    );
  },
  /** For the template, so that a later deployment can say what it changes. */
  async shownSettings(serverless) {
    return shownSettings(await settings(serverless));
  },
};
