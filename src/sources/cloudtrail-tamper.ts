import { endingCalls, type TamperCalls, type TamperParameter, tamperCalls } from '../core/tamper-calls.ts';
import { exceptRoot } from './cloudtrail-patterns.ts';
import { field, text } from './fields.ts';

/** Names that two services of the list have are told apart when the record is read. */
function tamperPattern(calls: readonly TamperCalls[]): object {
  const sometimes = calls.flatMap(({ when = {} }) => Object.entries(when));
  return {
    source: [{ prefix: 'aws.' }],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: {
      eventSource: calls.map(({ service }) => `${service}.amazonaws.com`),
      userIdentity: exceptRoot,
      $or: [
        { eventName: [...new Set(calls.flatMap(({ always }) => always))] },
        { eventName: sometimes.map(([name]) => name), errorCode: [{ exists: true }] },
        ...byParameters(sometimes),
      ],
    },
  };
}

/** Calls that silence by the same parameters share a part of the pattern: EventBridge takes 2,048 characters. */
function byParameters(calls: readonly (readonly [string, readonly TamperParameter[]])[]): readonly object[] {
  const all = calls.flatMap(([name, parameters]) =>
    parameters.map((one) => ({ name, requested: nested(one.parameter.split('.'), wanted(one)) })),
  );
  const shared = [...Map.groupBy(all, ({ requested }) => JSON.stringify(requested)).values()].map(
    (group) => ({
      eventName: group.map(({ name }) => name),
      requested: group.slice(0, 1).map((one) => one.requested),
    }),
  );
  const parts = Map.groupBy(shared, ({ eventName }) => eventName.join());
  return [...parts.values()].map((part) => {
    const [only, ...others] = part.flatMap(({ requested }) => requested);
    // EventBridge takes no $or of one.
    const requestParameters = others.length === 0 ? only : { $or: [only, ...others] };
    return { eventName: part[0]?.eventName, requestParameters };
  });
}

function wanted({ is, orMissing }: TamperParameter): readonly unknown[] {
  const values = is === 'anything' ? [{ exists: true }] : is;
  return orMissing ? [...values, { exists: false }] : values;
}

function nested([name = '', ...inner]: readonly string[], value: unknown): object {
  return { [name]: inner.length === 0 ? value : nested(inner, value) };
}

export const trailTamperPattern = tamperPattern(tamperCalls.trail);
export const detectorTamperPattern = tamperPattern(tamperCalls.detectors);

/** Whether the call silences the trail or a detector, or was to. The patterns ask for the same. */
export function tampers(detail: unknown): boolean {
  const service = text(detail, 'eventSource')?.split('.')[0];
  const name = text(detail, 'eventName') ?? '';
  if (endingCalls.includes(`${service}:${name}`)) return true;
  const calls = Object.values(tamperCalls)
    .flat()
    .find((one) => one.service === service);
  if (calls === undefined) return false;
  if (calls.always.includes(name)) return true;
  const parameters = Object.hasOwn(calls.when ?? {}, name) ? calls.when?.[name] : undefined;
  if (parameters === undefined) return false;
  if (text(detail, 'errorCode') !== undefined) return true;
  return parameters.some((parameter) => holds(parameter, field(detail, 'requestParameters')));
}

function holds({ parameter, is, orMissing }: TamperParameter, parameters: unknown): boolean {
  const values = valuesAt(parameters, parameter.split('.'));
  if (values.length === 0) return orMissing === true;
  return is === 'anything' || values.some((value) => is.some((one) => one === value));
}

/** What is at the end of the path, in each member of a list on the way. */
function valuesAt(value: unknown, [name, ...rest]: readonly string[]): readonly unknown[] {
  if (Array.isArray(value))
    return value.flatMap((one) => valuesAt(one, name === undefined ? [] : [name, ...rest]));
  if (name === undefined) return value === undefined ? [] : [value];
  return valuesAt(field(value, name), rest);
}
