import type { LambdaFunction } from '../../src/functions/lambda-function.ts';

/** After so many seconds Lambda drops an event that waits for a function. */
export function maximumEventAge(trigger: LambdaFunction['trigger']): number {
  // The schedule comes again: its event is worth nothing a minute later.
  if ('schedule' in trigger) return 60;
  // CloudFormation waits for so long (ServiceTimeout), and then the deployment fails.
  if ('customResource' in trigger) return 300;
  return 21_600;
}
