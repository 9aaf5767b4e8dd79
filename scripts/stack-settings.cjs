/**
 * What serverless.yml takes from the parameters: the function's environment, checked by the parser that the function
 * itself uses, and the two patterns that depend on a list.
 */
const { readSettings } = require('../src/config.ts');
const { honeyKeyPattern, suspectedApiCallPattern } = require('../src/sources/cloudtrail.ts');

const VARIABLES = {
  contain: 'CONTAIN',
  minimumSeverity: 'MINIMUM_SEVERITY',
  exemptPrincipals: 'EXEMPT_PRINCIPALS',
  honeyKeys: 'HONEY_KEYS',
  suspectedApiCalls: 'SUSPECTED_API_CALLS',
  runbookUrl: 'RUNBOOK_URL',
};

async function settings({ resolveVariable }) {
  const entries = Object.entries(VARIABLES).map(async ([parameter, variable]) => [
    variable,
    String(await resolveVariable(`param:${parameter}`)),
  ]);
  const environment = Object.fromEntries(await Promise.all(entries));
  return { environment, policy: readSettings(environment).policy };
}

module.exports = {
  async environment(serverless) {
    const { environment } = await settings(serverless);
    return {
      ...environment,
      ALERT_TOPIC_ARN: { Ref: 'AlertTopic' },
      OUTCOME_BUS_NAME: { Ref: 'ResponderBus' },
      NODE_OPTIONS: '--enable-source-maps',
    };
  },
  async suspectedApiCallPattern(serverless) {
    return suspectedApiCallPattern((await settings(serverless)).policy.suspectedApiCalls);
  },
  async honeyKeyPattern(serverless) {
    return honeyKeyPattern((await settings(serverless)).policy.honeyKeys);
  },
};
