import type { BusEvent } from '../../local/aws/event-bridge.ts';
import { isObject, type JsonObject, parseObject } from '../../local/json-object.ts';
import { list, text } from '../../src/sources/fields.ts';
import { envelope } from './envelope.ts';
import { InputError } from './read-input.ts';

/** An event as it is on a bus of EventBridge. */
export interface GivenEvent {
  readonly event: BusEvent;
  /** In which form it was given, for people, from the outside to the inside. */
  readonly form: readonly string[];
}

/** A thing that holds others, or a thing that is an event, or becomes one in EventBridge's envelope. */
interface Form {
  readonly name: string;
  readonly isIt: (value: JsonObject) => boolean;
  readonly holds?: (value: JsonObject) => readonly unknown[];
  readonly event?: (value: JsonObject) => Partial<BusEvent>;
}

/** The first that fits. Messages come before what may be in them, and lists before what is one of them. */
const forms: readonly Form[] = [
  {
    name: 'an event of EventBridge',
    isIt: (value) => has(value, 'source', 'detail-type') && isObject(value['detail']),
    event: (value) => value,
  },
  {
    name: 'an entry of PutEvents',
    isIt: (value) => has(value, 'Source', 'DetailType', 'Detail'),
    event: entryOfPutEvents,
  },
  holding('a request of PutEvents', 'Entries'),
  {
    name: 'a message of SNS',
    isIt: (value) => text(value, 'Type') === 'Notification' && has(value, 'Message'),
    holds: (value) => [inJson(text(value, 'Message'), 'the message of SNS')],
  },
  {
    name: 'a message of SNS',
    isIt: (value) => text(value, 'Sns', 'Message') !== undefined,
    holds: (value) => [inJson(text(value, 'Sns', 'Message'), 'the message of SNS')],
  },
  {
    name: 'a message of SQS',
    isIt: (value) => has(value, 'body') || has(value, 'Body'),
    holds: (value) => [inJson(text(value, 'body') ?? text(value, 'Body'), 'the message of SQS')],
  },
  holding('messages of SQS', 'Messages'),
  {
    name: 'the record of a failed invocation',
    isIt: (value) => isObject(value['requestPayload']),
    holds: (value) => [value['requestPayload']],
  },
  {
    name: "the responder's own message of its retry queue",
    isIt: (value) => text(value, 'responder') === 'event',
    holds: (value) => [value['event']],
  },
  {
    name: 'an event of lookup-events',
    isIt: (value) => has(value, 'CloudTrailEvent'),
    holds: (value) => [inJson(text(value, 'CloudTrailEvent'), 'CloudTrailEvent')],
  },
  holding('the answer of lookup-events', 'Events'),
  holding('a file of Records', 'Records'),
  {
    name: 'a record of CloudTrail',
    isIt: (value) => has(value, 'eventName') && /\.amazonaws\.com/.test(text(value, 'eventSource') ?? ''),
    event: recordOfCloudTrail,
  },
  {
    name: 'a record of CloudTrail Insights',
    isIt: (value) => isObject(value['insightDetails']) && has(value, 'eventVersion'),
    event: recordOfCloudTrail,
  },
  {
    name: 'the detail of an event of AWS Health',
    isIt: (value) => has(value, 'eventTypeCode', 'service'),
    event: (detail) => ({ source: 'aws.health', 'detail-type': 'AWS Health Event', detail }),
  },
  {
    name: 'the detail of an event of Trusted Advisor',
    isIt: (value) => has(value, 'check-name'),
    event: (detail) => ({
      source: 'aws.trustedadvisor',
      'detail-type': 'Trusted Advisor Check Item Refresh Notification',
      detail,
    }),
  },
  {
    name: 'a finding in ASFF, as Security Hub has it',
    isIt: (value) => has(value, 'AwsAccountId') || has(value, 'ProductArn'),
    event: (finding) => ({
      ...securityHub('Security Hub Findings - Imported', finding),
      account: text(finding, 'AwsAccountId') ?? '',
      ...withRegion(text(finding, 'Region') ?? regionIn(text(finding, 'ProductArn'))),
    }),
  },
  {
    name: 'a finding in OCSF, as Security Hub has it',
    isIt: (value) => value['class_uid'] !== undefined || isObject(value['finding_info']),
    event: (finding) => ({
      ...securityHub('Findings Imported V2', finding),
      account: text(finding, 'cloud', 'account', 'uid') ?? '',
      ...withRegion(text(finding, 'cloud', 'region')),
    }),
  },
  {
    name: 'a finding of GuardDuty, as get-findings prints it',
    isIt: (value) => has(value, 'AccountId', 'Type') && isObject(value['Service']),
    event: (finding) => findingOfGuardDuty(withSmallKeys(finding)),
  },
  {
    name: 'a finding of GuardDuty',
    isIt: (value) => has(value, 'accountId', 'type') && isObject(value['service']),
    event: findingOfGuardDuty,
  },
  holding('an answer of get-findings', 'Findings'),
  holding('the detail of an event of Security Hub', 'findings'),
];

/** @throws InputError if something in it is in no form that is known, or if nothing is in it. */
export function eventsIn(content: unknown, what: string): readonly GivenEvent[] {
  const found = unfold(content, []);
  if (found.length === 0) throw new InputError(`${what} has no event in it: ask AWS for one that exists`);
  return found.map(({ event, form }, index) => ({ event: envelope(event, index), form }));
}

interface Found {
  readonly event: Partial<BusEvent>;
  readonly form: readonly string[];
}

function unfold(value: unknown, outside: readonly string[]): readonly Found[] {
  if (Array.isArray(value)) return value.flatMap((one) => unfold(one, outside));
  const form = isObject(value) ? forms.find(({ isIt }) => isIt(value)) : undefined;
  if (!isObject(value) || form === undefined) throw new InputError(unknownForm(value));
  const named = [...outside, form.name];
  if (form.holds !== undefined) return form.holds(value).flatMap((one) => unfold(one, named));
  return form.event === undefined ? [] : [{ event: form.event(value), form: named }];
}

function unknownForm(value: unknown): string {
  const fields = isObject(value) ? Object.keys(value).filter((name) => /^[\w-]{1,40}$/.test(name)) : [];
  const seen = isObject(value)
    ? `an object with ${fields.slice(0, 5).join(', ') || 'no field'}`
    : 'no object';
  return `this is ${seen}, and no form that is read here: give an event of EventBridge, a finding of GuardDuty or Security Hub (ASFF, OCSF), or records of CloudTrail, in SNS or SQS or not`;
}

function holding(name: string, key: string): Form {
  return { name, isIt: (value) => Array.isArray(value[key]), holds: (value) => list(value, key) };
}

function has(value: JsonObject, ...names: readonly string[]): boolean {
  return names.every((name) => typeof value[name] === 'string');
}

function inJson(json: string | undefined, what: string): JsonObject {
  const object = parseObject(json ?? '');
  if (object !== undefined) return object;
  throw new InputError(
    `${what} holds no JSON object: give one that holds an event (with raw message delivery, or without an input transformer)`,
  );
}

function entryOfPutEvents(entry: JsonObject): Partial<BusEvent> {
  return {
    source: text(entry, 'Source') ?? '',
    'detail-type': text(entry, 'DetailType') ?? '',
    resources: list(entry, 'Resources'),
    detail: inJson(text(entry, 'Detail'), 'Detail'),
  };
}

/** CloudTrail user guide, "CloudTrail record contents", `eventType`; EventBridge's detail-type follows it. */
const KINDS: Readonly<Record<string, string>> = {
  AwsServiceEvent: 'AWS Service Event',
  AwsConsoleAction: 'AWS Console Action',
  AwsConsoleSignIn: 'AWS Console Sign In',
  AwsCloudTrailInsight: 'AWS Insight',
  AwsVpceEvent: 'AWS Network Activity Event',
};

function recordOfCloudTrail(record: JsonObject): Partial<BusEvent> {
  const kind = KINDS[text(record, 'eventType') ?? ''] ?? 'AWS API Call';
  return {
    source: `aws.${text(record, 'eventSource')?.split('.')[0] ?? 'cloudtrail'}`,
    'detail-type': `${kind} via CloudTrail`,
    account: text(record, 'recipientAccountId') ?? text(record, 'userIdentity', 'accountId') ?? '',
    time: text(record, 'eventTime') ?? '',
    ...withRegion(text(record, 'awsRegion')),
    detail: record,
  };
}

function findingOfGuardDuty(finding: JsonObject): Partial<BusEvent> {
  return {
    source: 'aws.guardduty',
    'detail-type': 'GuardDuty Finding',
    account: text(finding, 'accountId') ?? '',
    time: text(finding, 'updatedAt') ?? '',
    ...withRegion(text(finding, 'region')),
    detail: finding,
  };
}

function securityHub(detailType: string, finding: JsonObject): Partial<BusEvent> {
  return { source: 'aws.securityhub', 'detail-type': detailType, detail: { findings: [finding] } };
}

/** The CLI prints the names of its own model: each begins with a capital, and those of the event with a small letter. */
function withSmallKeys(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      /^[A-Z]\w*$/.test(key) ? key.charAt(0).toLowerCase() + key.slice(1) : key,
      smallKeysIn(child),
    ]),
  );
}

function smallKeysIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(smallKeysIn);
  return isObject(value) ? withSmallKeys(value) : value;
}

function withRegion(region: string | undefined): Pick<Partial<BusEvent>, 'region'> {
  return region === undefined ? {} : { region };
}

function regionIn(arn: string | undefined): string | undefined {
  return arn?.split(':')[3] || undefined;
}
