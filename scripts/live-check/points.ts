import { pointsByHand } from './by-hand.ts';
import { encryptedAlert } from './encrypted-alert.ts';
import { outcomeEvent } from './outcome-event.ts';
import type { Point } from './point.ts';

export const points: readonly Point[] = [outcomeEvent, encryptedAlert, ...pointsByHand];
