// As docs/deploy.md has it. The first argument is the template, the second the folder of what comes out, the third the parameters.
import { App, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';

const [, , templateFile, outdir, parameters] = process.argv;
const app = new App({ outdir, analyticsReporting: false });
const stack = new Stack(app, 'Responder');
new CfnInclude(stack, 'Template', { templateFile, parameters: JSON.parse(parameters) });
app.synth();
