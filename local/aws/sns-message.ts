import { parseObject } from '../json-object.ts';
import { ApiError } from './api-error.ts';

/** The text that a subscriber of each protocol receives. */
export interface Bodies {
  readonly default: string;
  readonly email: string;
  readonly 'email-json': string;
  readonly sms: string;
  readonly http: string;
  readonly https: string;
  readonly sqs: string;
  readonly lambda: string;
  readonly firehose: string;
}

/** With the structure `json`, each protocol gets the text with its name, or else `default`. */
export function bodiesOf(message: string, structure: string | undefined): Bodies {
  const texts = structure === undefined ? new Map([['default', message]]) : textsIn(message, structure);
  const fallback = texts.get('default');
  if (fallback === undefined) throw invalid('No default entry in JSON message body');
  const body = (protocol: keyof Bodies) => texts.get(protocol) ?? fallback;
  return {
    default: fallback,
    email: body('email'),
    'email-json': body('email-json'),
    sms: body('sms'),
    http: body('http'),
    https: body('https'),
    sqs: body('sqs'),
    lambda: body('lambda'),
    firehose: body('firehose'),
  };
}

/** SNS ignores a value that is not a string, without an error. */
function textsIn(message: string, structure: string): ReadonlyMap<string, string> {
  if (structure !== 'json') throw invalid(`${structure} is not known`);
  const parsed = parseObject(message);
  if (parsed === undefined) throw invalid('JSON message body failed to parse');
  const texts = new Map<string, string>();
  for (const [protocol, value] of Object.entries(parsed)) {
    if (typeof value === 'string') texts.set(protocol, value);
  }
  return texts;
}

function invalid(reason: string): ApiError {
  return new ApiError(400, 'InvalidParameter', `Invalid parameter: Message Structure - ${reason}`);
}
