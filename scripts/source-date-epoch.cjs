const { createHash } = require('node:crypto');
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/**
 * For `serverless package`: names the folder of the uploaded artifacts after SOURCE_DATE_EPOCH (reproducible-builds.org) and
 * the content of the zips, so that packaging one commit twice writes the same bytes, and two zips never have one key in S3: with
 * one key CloudFormation would see no change, and leave the old code. A deployment ignores the variable: there the
 * framework uses the present time.
 */
module.exports = class SourceDateEpoch {
  constructor(serverless) {
    const seconds = process.env.SOURCE_DATE_EPOCH;
    if (seconds === undefined || serverless.processedInput.commands[0] !== 'package') return;
    this.hooks = {
      // The zips are there, and the template does not name them yet.
      'after:package:createDeploymentArtifacts'() {
        const date = new Date(Number(seconds) * 1000);
        const stage = serverless.getProvider('aws').getStage();
        const content = hashOfZips(join(serverless.serviceDir, '.serverless'));
        const name = `${date.getTime()}-${date.toISOString()}-${content}`;
        serverless.service.package.artifactDirectoryName = `serverless/${serverless.service.service}/${stage}/${name}`;
      },
    };
  }
};

function hashOfZips(folder) {
  const hash = createHash('sha256');
  const zips = readdirSync(folder).filter((name) => name.endsWith('.zip'));
  for (const zip of zips.toSorted()) hash.update(zip).update(readFileSync(join(folder, zip)));
  return hash.digest('hex').slice(0, 16);
}
