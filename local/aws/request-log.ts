import type { ApiRequest } from './api-request.ts';
import type { Params } from './service.ts';

/** One request and its answer. A request that was never answered has no status. */
export interface RequestRecord {
  readonly at: Date;
  readonly service: string;
  readonly action: string;
  readonly params: Params;
  readonly callerKeyId: string;
  readonly userAgent: string;
  readonly status: number | undefined;
  readonly errorCode: string | undefined;
}

type Written = { -readonly [Field in keyof RequestRecord]: RequestRecord[Field] };

/** Every request, in the order of arrival. */
export class RequestLog {
  readonly #records: Written[] = [];

  get records(): readonly RequestRecord[] {
    return this.#records;
  }

  /** Records the request as unanswered. @returns a function that records its answer. */
  add({
    service,
    action,
    params,
    accessKeyId,
    userAgent,
  }: ApiRequest): (status: number, errorCode: string | undefined) => void {
    const record: Written = {
      at: new Date(),
      service,
      action,
      params,
      callerKeyId: accessKeyId,
      userAgent,
      status: undefined,
      errorCode: undefined,
    };
    this.#records.push(record);
    return (status, errorCode) => {
      record.status = status;
      record.errorCode = errorCode;
    };
  }

  clear(): void {
    this.#records.length = 0;
  }
}
