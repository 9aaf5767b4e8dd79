import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from './listen.ts';

/** What a function put to the address of a request. */
export interface ResourceAnswer {
  readonly contentType: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** CloudFormation's side of a custom resource: the events that it sends, and the address where it waits for the answers. */
export interface CustomResource {
  readonly event: (type: 'Create' | 'Update' | 'Delete') => object;
  readonly answers: readonly ResourceAnswer[];
  readonly stop: () => void;
}

/** AWS CloudFormation user guide, "Custom resource request objects". */
export async function startCustomResource(logicalId: string): Promise<CustomResource> {
  const answers: ResourceAnswer[] = [];
  const server = createServer(async (request, response) => {
    answers.push({
      contentType: request.headers['content-type'],
      body: JSON.parse(await text(request)),
    });
    response.end();
  });
  const address = await listen(server);
  return {
    event: (type) => ({
      RequestType: type,
      ResponseURL: `${address}/answer`,
      StackId: 'arn:aws:cloudformation:us-east-1:111122223333:stack/compromised-key-responder-prod/guid',
      RequestId: `request-${answers.length}`,
      ResourceType: `Custom::${logicalId}`,
      LogicalResourceId: logicalId,
      ...(type !== 'Create' && { PhysicalResourceId: answers.at(-1)?.body['PhysicalResourceId'] }),
      ResourceProperties: {},
    }),
    answers,
    stop: () => server.close(),
  };
}
