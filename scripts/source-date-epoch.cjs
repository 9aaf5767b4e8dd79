/**
 * Names the folder of the uploaded artifacts after SOURCE_DATE_EPOCH (reproducible-builds.org), in the framework's own
 * form, so that packaging one commit twice writes the same bytes. Without the variable, as in a deployment, the framework
 * uses the present time.
 */
module.exports = class SourceDateEpoch {
  constructor(serverless) {
    const seconds = process.env.SOURCE_DATE_EPOCH;
    if (seconds === undefined) return;
    this.hooks = {
      initialize() {
        const date = new Date(Number(seconds) * 1000);
        const stage = serverless.getProvider('aws').getStage();
        const name = `${date.getTime()}-${date.toISOString()}`;
        serverless.service.package.artifactDirectoryName = `serverless/${serverless.service.service}/${stage}/${name}`;
      },
    };
  }
};
