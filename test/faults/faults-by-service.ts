import { connectionReset, type Fault, hang } from '../../local/aws/faults.ts';

/** The codes of each service for the same mishap, from the "Errors" and "Common errors" of its API reference. */
interface Codes {
  readonly denied: readonly [status: number, code: string];
  readonly throttled: readonly [status: number, code: string];
  readonly failed: readonly [status: number, code: string];
  readonly invalid: readonly [status: number, code: string];
}

const codes: Readonly<Record<string, Codes>> = {
  iam: {
    denied: [403, 'AccessDenied'],
    throttled: [400, 'Throttling'],
    failed: [500, 'ServiceFailure'],
    invalid: [400, 'ValidationError'],
  },
  sts: {
    denied: [403, 'AccessDenied'],
    throttled: [400, 'Throttling'],
    failed: [500, 'InternalFailure'],
    invalid: [400, 'ValidationError'],
  },
  sns: {
    denied: [403, 'AuthorizationError'],
    throttled: [429, 'Throttled'],
    failed: [500, 'InternalError'],
    invalid: [400, 'InvalidParameter'],
  },
  events: {
    denied: [400, 'AccessDeniedException'],
    throttled: [400, 'ThrottlingException'],
    failed: [500, 'InternalException'],
    invalid: [400, 'ValidationException'],
  },
  dynamodb: {
    denied: [400, 'AccessDeniedException'],
    throttled: [400, 'ProvisionedThroughputExceededException'],
    failed: [500, 'InternalServerError'],
    invalid: [400, 'ValidationException'],
  },
  sqs: {
    denied: [403, 'AccessDeniedException'],
    throttled: [400, 'RequestThrottled'],
    failed: [500, 'InternalError'],
    invalid: [400, 'InvalidAddress'],
  },
};

export const FAULTS = [
  'denied',
  'throttled',
  'failed',
  'invalid',
  'reset',
  'hang',
  'took effect, then failed',
  'took effect, then reset',
] as const;

export type FaultName = (typeof FAULTS)[number];

/** @throws RangeError if the service is not known here. */
export function faultOf(name: FaultName, service: string): Fault {
  const known = codes[service];
  if (known === undefined) throw new RangeError(`no error codes of ${service} are listed`);
  const error = ([status, code]: readonly [number, string]): Exclude<
    Fault,
    { kind: 'after-effect' | 'slow' }
  > => ({
    ...{ kind: 'error', status, code },
    message: `${code}, as the test asked`,
  });
  switch (name) {
    case 'reset':
      return connectionReset;
    case 'hang':
      return hang;
    case 'took effect, then failed':
      return { kind: 'after-effect', answer: error(known.failed) };
    case 'took effect, then reset':
      return { kind: 'after-effect', answer: connectionReset };
    default:
      return error(known[name]);
  }
}
