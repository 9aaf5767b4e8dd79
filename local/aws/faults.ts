import type { ApiRequest } from './api-request.ts';

/** What happens to a call instead of its normal answer. */
export type Fault =
  | { readonly kind: 'error'; readonly status: number; readonly code: string; readonly message: string }
  /** An HTML page without a code. */
  | { readonly kind: 'page'; readonly status: number }
  /** The connection is closed without an answer. */
  | { readonly kind: 'reset' }
  /** The request is accepted and never answered. */
  | { readonly kind: 'hang' }
  /** The head of an answer comes at once, and then its body by single characters, without an end. */
  | { readonly kind: 'trickle' }
  /** The answer is correct but late. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** The call takes effect, but its answer is lost. */
  | { readonly kind: 'after-effect'; readonly answer: Exclude<Fault, { kind: 'after-effect' | 'slow' }> };

export const throttling: Fault = { kind: 'error', status: 400, code: 'Throttling', message: 'Rate exceeded' };
export const accessDenied: Fault = {
  kind: 'error',
  status: 403,
  code: 'AccessDenied',
  message: 'Access denied by an explicit deny',
};
export const serviceFailure = {
  kind: 'error',
  status: 500,
  code: 'ServiceFailure',
  message: 'Service failure',
} as const satisfies Fault;
export const unavailablePage = { kind: 'page', status: 503 } as const satisfies Fault;
export const connectionReset = { kind: 'reset' } as const satisfies Fault;
export const hang = { kind: 'hang' } as const satisfies Fault;
export const trickle = { kind: 'trickle' } as const satisfies Fault;

/** Refusals of SNS (SNS API reference, Publish, "Errors"), with messages that users have reported. */
export const authorizationError = {
  kind: 'error',
  status: 403,
  code: 'AuthorizationError',
  message:
    'User: arn:aws:sts::111122223333:assumed-role/responder/respond is not authorized to perform: SNS:Publish on resource: arn:aws:sns:us-east-1:111122223333:alerts because no identity-based policy allows the SNS:Publish action',
} as const satisfies Fault;
export const notFound = {
  kind: 'error',
  status: 404,
  code: 'NotFound',
  message: 'Topic does not exist',
} as const satisfies Fault;
export const invalidParameter = {
  kind: 'error',
  status: 400,
  code: 'InvalidParameter',
  message: 'Invalid parameter: TopicArn',
} as const satisfies Fault;
/** The publisher may not use the key that encrypts the topic. */
export const kmsAccessDenied = {
  kind: 'error',
  status: 400,
  code: 'KMSAccessDenied',
  message: 'null (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException)',
} as const satisfies Fault;
/** The key that encrypts the topic is disabled. */
export const kmsDisabled = {
  kind: 'error',
  status: 400,
  code: 'KMSDisabled',
  message:
    'arn:aws:kms:us-east-1:111122223333:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0 is disabled. (Service: AWSKMS; Status Code: 400; Error Code: DisabledException)',
} as const satisfies Fault;

export interface Injection {
  /** `iam:UpdateAccessKey`, or `iam:*` for a whole service. */
  readonly action: string;
  readonly fault: Fault;
  /** How many calls get the fault. Default: one. */
  readonly times?: number | 'forever';
  /** Only calls with matching parameters get the fault. */
  readonly when?: (params: ApiRequest['params']) => boolean;
}

/** The faults for the next calls, in the order of their injection. */
export class Faults {
  readonly #waiting: { readonly injection: Injection; remaining: number }[] = [];

  inject(injection: Injection): void {
    const { times = 1 } = injection;
    this.#waiting.push({ injection, remaining: times === 'forever' ? Number.POSITIVE_INFINITY : times });
  }

  /** The fault for this call. It is used up. */
  take({ service, action, params }: ApiRequest): Fault | undefined {
    const met = this.#waiting.find(
      ({ injection, remaining }) =>
        remaining > 0 &&
        (injection.action === `${service}:${action}` || injection.action === `${service}:*`) &&
        (injection.when?.(params) ?? true),
    );
    if (met === undefined) return undefined;
    met.remaining -= 1;
    return met.injection.fault;
  }

  clear(): void {
    this.#waiting.length = 0;
  }
}
