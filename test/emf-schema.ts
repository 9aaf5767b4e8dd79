import { Ajv } from 'ajv';

const NAME = { type: 'string', minLength: 1, maxLength: 255 };

/**
 * What CloudWatch takes metrics from. CloudWatch user guide, "Specification: Embedded metric format", its JSON schema, and what
 * its text demands of the members that the directives name.
 */
const validate = new Ajv().compile({
  type: 'object',
  required: ['_aws'],
  properties: {
    _aws: {
      type: 'object',
      required: ['Timestamp', 'CloudWatchMetrics'],
      properties: {
        Timestamp: { type: 'integer' },
        CloudWatchMetrics: {
          type: 'array',
          items: {
            type: 'object',
            required: ['Namespace', 'Dimensions', 'Metrics'],
            additionalProperties: false,
            properties: {
              Namespace: NAME,
              Dimensions: { type: 'array', minItems: 1, items: { type: 'array', maxItems: 9, items: NAME } },
              Metrics: {
                type: 'array',
                maxItems: 100,
                items: {
                  type: 'object',
                  required: ['Name'],
                  additionalProperties: false,
                  properties: { Name: NAME, Unit: { enum: ['Seconds', 'Milliseconds', 'Count', 'None'] } },
                },
              },
            },
          },
        },
      },
    },
  },
});

interface Document {
  readonly _aws: {
    readonly Timestamp: number;
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string; readonly Unit?: string }[];
    }[];
  };
  readonly [member: string]: unknown;
}

/** @throws if CloudWatch would take no metric from the line, or not all. */
export function metricsIn(line: string): Document {
  const document: Document = JSON.parse(line);
  if (!validate(document)) throw new TypeError(JSON.stringify(validate.errors));
  for (const { Dimensions, Metrics } of document._aws.CloudWatchMetrics) {
    for (const name of Dimensions.flat())
      if (typeof document[name] !== 'string') throw new TypeError(`the dimension ${name} is no text`);
    for (const { Name } of Metrics) {
      const values = [document[Name]].flat();
      if (values.length < 1 || values.length > 100 || !values.every(Number.isFinite))
        throw new TypeError(`${Name} has no values, too many, or others than numbers`);
    }
  }
  return document;
}
