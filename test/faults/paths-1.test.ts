import { describePaths } from './describe-paths.ts';

describePaths(1);
