import type { ApiRequest } from './api-request.ts';

/** What goes wrong with a call instead of its answer. */
export type Fault =
  | { readonly kind: 'error'; readonly status: number; readonly code: string; readonly message: string }
  /** An HTML page without any code. */
  | { readonly kind: 'page'; readonly status: number }
  /** The connection is cut without an answer. */
  | { readonly kind: 'reset' }
  /** The request is accepted and never answered. */
  | { readonly kind: 'hang' }
  /** The answer is right and late. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** The call does what it should, and its answer is lost. */
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

/** How SNS refuses to publish (SNS API reference, Publish, "Errors"), in the words that people have reported. */
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
  /** `iam:UpdateAccessKey`; `iam:*` for a whole service. */
  readonly action: string;
  readonly fault: Fault;
  /** How many calls meet it; one when left out. */
  readonly times?: number | 'forever';
  /** Only calls with parameters like these, where a whole action is too much. */
  readonly when?: (params: ApiRequest['params']) => boolean;
}

/** The faults that calls still have to meet, in the order in which they were injected. */
export class Faults {
  readonly #waiting: { readonly injection: Injection; remaining: number }[] = [];

  inject(injection: Injection): void {
    const { times = 1 } = injection;
    this.#waiting.push({ injection, remaining: times === 'forever' ? Number.POSITIVE_INFINITY : times });
  }

  /** The fault that this call meets, which is used up by that. */
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
