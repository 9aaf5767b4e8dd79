import { functions } from '../../src/functions/index.ts';
import type { LambdaFunction } from '../../src/functions/lambda-function.ts';
import { pascal } from './names.ts';

/** The parts of serverless.yml that say where each function writes, by name. */
export const logParts: Readonly<Record<string, () => readonly string[]>> = {
  'log groups': () => functions.flatMap(groupLines),
  'where functions log': () => functions.flatMap(configLines),
  'outputs of the logs': () =>
    functions.map(({ name }) => `    ${group(name)}Name: { Value: !Ref ${group(name)} }`),
};

function groupLines({ name }: LambdaFunction): readonly string[] {
  return [
    `    ${group(name)}:`,
    '      <<: *kept',
    '      Type: AWS::Logs::LogGroup',
    '      Properties: { RetentionInDays: 90 }',
  ];
}

function configLines({ name }: LambdaFunction): readonly string[] {
  return [
    `    ${pascal(name)}LambdaFunction:`,
    '      Properties:',
    `        LoggingConfig: { LogFormat: JSON, LogGroup: !Ref ${group(name)} }`,
  ];
}

function group(name: string): string {
  return `${pascal(name)}LogGroup`;
}
