import type { Permission } from '../core/permission.ts';
import type { SettingName } from '../settings.ts';
import type { EventRule } from '../sources/event-source.ts';

/**
 * One function of the stack, whose code is handlers/<name>.ts. Its part of serverless.yml (function, role, environment, rules
 * or schedule) is written from this; never bundled.
 */
export interface LambdaFunction {
  /** Small letters and digits; also the name of its file in handlers/. */
  readonly name: string;
  readonly description: string;
  readonly trigger: { readonly rules: readonly EventRule[] } | { readonly schedule: string };
  /** MB. The CPU grows with it. */
  readonly memorySize: number;
  /** Seconds. */
  readonly timeout: number;
  /** What its code may call. What Lambda does for it (its log, its failure queue) is added. */
  readonly permissions: readonly Permission[];
  /** What its container reads from the environment, and nothing else. */
  readonly settings: readonly SettingName[];
}
