import { randomUUID } from 'node:crypto';
import { InvalidPatternError, matchesPattern } from '../event-pattern.ts';
import { isObject, parseObject } from '../json-object.ts';
import { ApiError } from './api-error.ts';
import { type Call, type Params, type Result, type Service, textOf } from './service.ts';

/** An event in EventBridge's envelope. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly unknown[];
  readonly detail: Params;
}

export interface PutEvent {
  readonly busName: string;
  readonly event: BusEvent;
}

export interface EventBridgeState {
  /** Every accepted event with its bus, in order. */
  readonly events: PutEvent[];
  /** Delivers an accepted event to the rules of its bus. */
  readonly onEvent: (put: PutEvent) => void;
}

/** The old quota of AWS for a request. The new one is larger, so code that keeps this one keeps both. */
const MAXIMUM_BYTES = 262_144;

export function createEventBridge(state: EventBridgeState): Service {
  return {
    protocol: 'json',
    version: '2015-10-07',
    namespace: '',
    actions: {
      PutEvents: (call) => putEvents(call, state),
      TestEventPattern: testEventPattern,
    },
  };
}

function putEvents(call: Call, state: EventBridgeState): Result {
  const entries = entriesOf(call.params).map((entry) => putEntry(entry, call, state));
  return { FailedEntryCount: entries.filter((entry) => 'ErrorCode' in entry).length, Entries: entries };
}

function entriesOf({ Entries: entries }: Params): readonly Params[] {
  const length = Array.isArray(entries) ? entries.length : 0;
  if (!Array.isArray(entries) || length < 1 || length > 10) {
    const bound = length < 1 ? 'greater than or equal to 1' : 'less than or equal to 10';
    throw validation(
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length ${bound}`,
    );
  }
  if (Buffer.byteLength(JSON.stringify(entries)) > MAXIMUM_BYTES) {
    throw validation('Total size of the entries in the request is over the limit.');
  }
  return entries.filter(isObject);
}

/**
 * One bad entry does not fail the others: the request gets 200, and each entry has its own result. An entry for a bus that
 * does not exist counts as a success and is lost, as in AWS (aws/aws-cli issue 9186).
 */
function putEntry(entry: Params, call: Call, state: EventBridgeState): Readonly<Record<string, string>> {
  for (const name of ['Source', 'DetailType', 'Detail']) {
    if ((textOf(entry, name) ?? '') === '') {
      return refusal(
        'InvalidArgument',
        `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
      );
    }
  }
  const detail = parseObject(textOf(entry, 'Detail') ?? '');
  if (detail === undefined) return refusal('MalformedDetail', 'Detail is malformed.');
  if (textOf(entry, 'Source')?.startsWith('aws.') === true) {
    return refusal('NotAuthorizedForSourceException', 'Not authorized for the source.');
  }

  const event = eventOf(entry, detail, call);
  const put = { busName: busNameOf(textOf(entry, 'EventBusName') ?? 'default'), event };
  state.events.push(put);
  state.onEvent(put);
  return { EventId: event.id };
}

function eventOf(entry: Params, detail: Params, { caller, region }: Call): BusEvent {
  const { Time: time, Resources: resources } = entry;
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': textOf(entry, 'DetailType') ?? '',
    source: textOf(entry, 'Source') ?? '',
    account: caller.accountId,
    // EventBridge writes whole seconds.
    time: (typeof time === 'number' ? new Date(time * 1000) : new Date())
      .toISOString()
      .replace(/\.\d+Z$/, 'Z'),
    region,
    resources: Array.isArray(resources) ? resources : [],
    detail,
  };
}

/** `EventBusName` takes a name or an ARN. */
function busNameOf(nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? (nameOrArn.split('/').at(-1) ?? '') : nameOrArn;
}

/** TestEventPattern needs the complete envelope (EventBridge reference, TestEventPattern). */
const ENVELOPE = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'];

function testEventPattern({ params }: Call): Result {
  const event = parseObject(textOf(params, 'Event') ?? '');
  const pattern = parseObject(textOf(params, 'EventPattern') ?? '');
  if (event === undefined || !ENVELOPE.every((field) => field in event)) {
    throw validation('Parameter Event is not valid.');
  }
  if (pattern === undefined) throw invalidPattern('Filter is not an object');
  try {
    return { Result: matchesPattern(pattern, event) };
  } catch (error) {
    if (error instanceof InvalidPatternError) throw invalidPattern(error.message);
    throw error;
  }
}

function refusal(code: string, message: string): Readonly<Record<string, string>> {
  return { ErrorCode: code, ErrorMessage: message };
}

function validation(message: string): ApiError {
  return new ApiError(400, 'ValidationException', message);
}

function invalidPattern(reason: string): ApiError {
  return new ApiError(400, 'InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);
}
