import type { LambdaFunction } from './lambda-function.ts';
import { respondFunction } from './respond-function.ts';

/** Every function of the stack. */
export const functions: readonly LambdaFunction[] = [respondFunction];
