import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import type { Aws } from './aws.ts';
import { present } from './present.ts';

/** Where a function writes. Only the template knows: CloudFormation makes the name. */
export async function readLogGroup({ lambda }: Aws, FunctionName: string): Promise<string> {
  const { LoggingConfig } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  return present(LoggingConfig?.LogGroup, `the log group of ${FunctionName}`);
}
