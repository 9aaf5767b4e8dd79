import { deadlettersFunction } from './deadletters-function.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { prepareFunction } from './prepare-function.ts';
import { respondFunction } from './respond-function.ts';

export const functions: readonly LambdaFunction[] = [respondFunction, deadlettersFunction, prepareFunction];
