import type { Permission } from '../core/permission.ts';
import type { SettingName } from '../settings.ts';
import type { EventRule } from '../sources/event-source.ts';

/**
 * One function of the stack. Its code is handlers/<name>.ts. `npm run generate` writes its part of serverless.yml from
 * this: function, role, environment, and rules or schedule. It is never bundled.
 */
export interface LambdaFunction {
  /** Small letters and digits. Its file in handlers/ has the same name. */
  readonly name: string;
  readonly description: string;
  /**
   * What fails or cannot be delivered for rules goes into the retry queue, which gives it back to the function: only one
   * function can have rules. A run by a schedule that fails is not repeated.
   */
  readonly trigger:
    | { readonly rules: readonly EventRule[] }
    | { readonly schedule: string }
    /** The logical id of a resource in serverless.yml. CloudFormation calls the function about it, and waits for an answer. */
    | { readonly customResource: string };
  /** MB. More memory gives more CPU. */
  readonly memorySize: number;
  /** Seconds. */
  readonly timeout: number;
  /** The calls of its code. The permissions for its log are added. */
  readonly permissions: readonly Permission[];
  /** The settings that its container reads. It gets no other variable. */
  readonly settings: readonly SettingName[];
}
