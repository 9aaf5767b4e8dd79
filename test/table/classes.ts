import type { LeavingAlone } from '../../src/core/decision.ts';
import type { DetectionClass } from '../../src/core/detection.ts';
import type { Setting } from './settings.ts';

/** Only GuardDuty's findings have a severity, its own or by way of Security Hub. */
export type Weight =
  | Exclude<DetectionClass, 'suspected'>
  | 'suspected, with a severity'
  | 'suspected, without one';

/** Design 2.2 and 2.3: what a class and the settings allow, before anybody looks at the credential. */
export const allowed: Readonly<Record<Weight, Readonly<Record<Setting, 'to act' | LeavingAlone['reason']>>>> =
  {
    confirmed: always('to act'),
    'suspected, with a severity': {
      ...always('to act'),
      'only confirmed': 'only-confirmed',
      'minimum severity 10': 'below-minimum-severity',
    },
    'suspected, without one': { ...always('to act'), 'only confirmed': 'only-confirmed' },
    informational: always('informational'),
    benign: always('own-key'),
  };

function always<T>(answer: T): Readonly<Record<Setting, T>> {
  return {
    defaults: answer,
    observe: answer,
    'only confirmed': answer,
    'minimum severity 10': answer,
    'every user exempt': answer,
    'everybody trusted': answer,
    'a honey key': answer,
    'no suspected calls': answer,
    'own lists may contain': answer,
    'own rules may contain': answer,
    'users quarantined': answer,
    'every role revocable': answer,
    'member accounts': answer,
  };
}
