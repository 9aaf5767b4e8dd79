import {
  type Fault as Answer,
  accessDenied,
  connectionReset,
  hang,
  serviceFailure,
  throttling,
  unavailablePage,
} from '../local/aws/faults.ts';
import type { Aws } from '../local/aws.ts';

/** Something that goes wrong, from the event on. */
export interface Fault {
  readonly words: string;
  readonly begin: (aws: Aws) => void;
  /** False for what an AWS without any fault does. */
  readonly isFault: boolean;
}

const WAYS: Readonly<Record<string, Answer>> = {
  'is throttled': throttling,
  'is refused': accessDenied,
  'fails with 500': serviceFailure,
  'answers with a page, 503': unavailablePage,
  'loses its connection': connectionReset,
  hangs: hang,
};
const CHANGES_ONLY: Readonly<Record<string, Answer>> = {
  'takes effect, then fails with 500': { kind: 'after-effect', answer: serviceFailure },
  'takes effect, then loses its connection': { kind: 'after-effect', answer: connectionReset },
  'answers after 4 s': { kind: 'slow', milliseconds: 4_000 },
  'answers after 30 s': { kind: 'slow', milliseconds: 30_000 },
};

export const NOTHING_WRONG: Fault = { words: 'nothing is wrong', begin: () => {}, isFault: true };

export const faults: readonly Fault[] = [
  ...of('iam:UpdateAccessKey', { ...WAYS, ...CHANGES_ONLY }),
  {
    isFault: true,
    words: 'iam:UpdateAccessKey is throttled three times',
    begin: (aws) => aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: throttling, times: 3 }),
  },
  ...of('iam:ListAccessKeys', WAYS),
  {
    isFault: false,
    words: 'iam:ListAccessKeys shows the change 4 s late',
    begin: ({ lag }) => {
      lag.read = 4_000;
    },
  },
  ...of('iam:*', WAYS),
  ...of('dynamodb:*', { 'is throttled': throttling, hangs: hang }),
];

function of(action: string, ways: Readonly<Record<string, Answer>>): readonly Fault[] {
  return Object.entries(ways).map(([way, fault]) => ({
    isFault: true,
    words: `${action} ${way}`,
    begin: (aws) => aws.faults.inject({ action, fault, times: 'forever' }),
  }));
}
