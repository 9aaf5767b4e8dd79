import type { QueueSettings } from '../aws/queue.ts';
import { fieldsOf, listOf, numberOf, optional, TemplateError, textOf } from './fields.ts';
import type { Place } from './place.ts';
import { arnOf, nameOf, type ResolvedResource } from './resolve-template.ts';

export interface QueueDescription extends QueueSettings {
  readonly logicalId: string;
}

/** AWS::Lambda::EventSourceMapping of a queue. */
export interface MappingDescription {
  readonly queueArn: string;
  readonly functionArn: string;
  readonly batchSize: number;
  readonly reportsFailures: boolean;
}

export function describeQueues(
  resources: readonly ResolvedResource[],
  place: Place,
): readonly QueueDescription[] {
  return resources
    .filter(({ type }) => type === 'AWS::SQS::Queue')
    .map((resource) => {
      const path = `Resources.${resource.logicalId}.Properties`;
      const { VisibilityTimeout, RedrivePolicy } = resource.properties;
      const redrive = optional(fieldsOf, RedrivePolicy, `${path}.RedrivePolicy`);
      return {
        logicalId: resource.logicalId,
        name: nameOf(resource, place),
        arn: arnOf(resource, place),
        visibilitySeconds: optional(numberOf, VisibilityTimeout, `${path}.VisibilityTimeout`) ?? 30,
        ...(redrive !== undefined && {
          redrive: {
            deadLetterArn: textOf(
              redrive['deadLetterTargetArn'],
              `${path}.RedrivePolicy.deadLetterTargetArn`,
            ),
            maxReceives: numberOf(redrive['maxReceiveCount'], `${path}.RedrivePolicy.maxReceiveCount`),
          },
        }),
      };
    });
}

/** @throws TemplateError if the source is not a queue of the template. */
export function describeMappings(
  resources: readonly ResolvedResource[],
  queues: readonly QueueDescription[],
): readonly MappingDescription[] {
  return resources
    .filter(({ type }) => type === 'AWS::Lambda::EventSourceMapping')
    .map(({ logicalId, properties }) => {
      const path = `Resources.${logicalId}.Properties`;
      const { EventSourceArn, FunctionName, BatchSize, FunctionResponseTypes = [] } = properties;
      const queueArn = textOf(EventSourceArn, `${path}.EventSourceArn`);
      if (!queues.some(({ arn }) => arn === queueArn)) {
        throw new TemplateError(`${path}.EventSourceArn`, 'only queues of the template are known here');
      }
      return {
        queueArn,
        functionArn: textOf(FunctionName, `${path}.FunctionName`),
        batchSize: optional(numberOf, BatchSize, `${path}.BatchSize`) ?? 10,
        reportsFailures: listOf(FunctionResponseTypes, `${path}.FunctionResponseTypes`).includes(
          'ReportBatchItemFailures',
        ),
      };
    });
}
