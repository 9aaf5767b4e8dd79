import { callsElsewhere } from './calls-elsewhere.ts';
import { encryptedAlert } from './encrypted-alert.ts';
import { failurePath } from './failure-path.ts';
import { govcloud } from './govcloud.ts';
import { outcomeEvent } from './outcome-event.ts';
import { permissionsBoundary } from './permissions-boundary.ts';
import type { Point } from './point.ts';
import { sampleFindings } from './sample-findings.ts';
import { switchedOnAgain } from './switched-on-again.ts';
import { throttling } from './throttling.ts';
import { updateMatrix } from './update-matrix.ts';

export const points: readonly Point[] = [
  outcomeEvent,
  encryptedAlert,
  sampleFindings,
  switchedOnAgain,
  callsElsewhere,
  failurePath,
  throttling,
  permissionsBoundary,
  updateMatrix,
  govcloud,
];
