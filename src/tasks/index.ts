import { endStorm } from './end-storm.ts';
import { lookAgain } from './look-again.ts';
import type { AnyTask } from './task.ts';

/** Everything that can be done later. A message names its task by the name here. */
export const tasks: readonly AnyTask[] = [endStorm, lookAgain];
