import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import { text } from 'node:stream/consumers';
import { listen } from '../local/listen.ts';
import type { Certificate } from './certificate.ts';
import { numberOf, stolenKey } from './findings.ts';

export interface StubRequest {
  readonly action: string;
  /** When it had arrived, by `monotonicNow`. */
  readonly at: number;
}

/**
 * Answers every call at once and without state, so that what is measured is the caller. It speaks HTTPS as AWS does: for an
 * http endpoint the SDK loads modules of Node that no function in production loads.
 */
export interface StubAws {
  readonly endpoint: string;
  /** In the order of their arrival. */
  readonly requests: readonly StubRequest[];
  readonly forget: () => void;
  /** The calls that it does not know. Whoever made one was not measured at its job. */
  readonly refused: readonly string[];
  readonly stop: () => void;
}

export async function startStubAws(certificate: Certificate): Promise<StubAws> {
  const requests: StubRequest[] = [];
  const refused: string[] = [];
  const server = createServer(certificate, async (message, response) => {
    const at = monotonicNow();
    const { action, params } = readAction(message, await text(message));
    requests.push({ action, at });
    const answer = answerTo(action, params);
    if (answer === undefined) refused.push(action);
    response.statusCode = answer === undefined ? 400 : 200;
    response.end(answer ?? '<ErrorResponse><Error><Code>InvalidAction</Code></Error></ErrorResponse>');
  });
  // A connection that waits for its turn must not be closed under the hands of the one that waits.
  server.keepAliveTimeout = 0;
  return {
    endpoint: await listen(server),
    requests,
    refused,
    forget: () => {
      requests.length = 0;
    },
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Milliseconds of the machine's clock, which the measured processes read too. */
export function monotonicNow(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

function readAction({ headers }: IncomingMessage, body: string) {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return { action: target.split('.').at(-1) ?? '', params: undefined };
  const params = new URLSearchParams(body);
  return { action: params.get('Action') ?? '', params };
}

function answerTo(action: string, params: URLSearchParams | undefined): string | undefined {
  switch (action) {
    case 'UpdateAccessKey':
      return xml(action, '');
    case 'ListAccessKeys': {
      const { accessKeyId, userName } = stolenKey(numberOf(params?.get('UserName') ?? ''));
      return xml(
        action,
        `<IsTruncated>false</IsTruncated><AccessKeyMetadata><member><UserName>${userName}</UserName>` +
          `<AccessKeyId>${accessKeyId}</AccessKeyId><Status>Inactive</Status>` +
          '<CreateDate>2026-01-01T00:00:00Z</CreateDate></member></AccessKeyMetadata>',
      );
    }
    case 'GetUser': {
      const userName = params?.get('UserName') ?? '';
      return xml(
        action,
        `<User><Path>/</Path><UserName>${userName}</UserName><UserId>AIDAIOSFODNN7EXAMPLE</UserId>` +
          `<Arn>arn:aws:iam::111122223333:user/${userName}</Arn><CreateDate>2026-01-01T00:00:00Z</CreateDate></User>`,
      );
    }
    case 'GetAccessKeyLastUsed': {
      const { userName } = stolenKey(numberOf(params?.get('AccessKeyId') ?? ''));
      return xml(
        action,
        `<UserName>${userName}</UserName><AccessKeyLastUsed><LastUsedDate>2026-01-01T00:00:00Z</LastUsedDate>` +
          '<ServiceName>s3</ServiceName><Region>us-east-1</Region></AccessKeyLastUsed>',
      );
    }
    case 'GetLoginProfile':
      return xml(
        action,
        '<LoginProfile><UserName>example</UserName><CreateDate>2026-01-01T00:00:00Z</CreateDate></LoginProfile>',
      );
    case 'ListServiceSpecificCredentials':
      return xml(action, '<ServiceSpecificCredentials></ServiceSpecificCredentials>');
    case 'ListSSHPublicKeys':
      return xml(action, '<IsTruncated>false</IsTruncated><SSHPublicKeys></SSHPublicKeys>');
    case 'ListSigningCertificates':
      return xml(action, '<IsTruncated>false</IsTruncated><Certificates></Certificates>');
    case 'ListAccountAliases':
      return xml(action, '<IsTruncated>false</IsTruncated><AccountAliases></AccountAliases>');
    case 'AssumeRole':
      return xml(
        action,
        '<Credentials><AccessKeyId>ASIAI44QH8DHBEXAMPLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>' +
          '<SessionToken>token</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>',
      );
    case 'Publish':
      return xml(action, '<MessageId>00000000-0000-4000-8000-000000000000</MessageId>');
    case 'UpdateItem':
      return '{}';
    case 'PutEvents':
      return '{"FailedEntryCount":0,"Entries":[{"EventId":"00000000-0000-4000-8000-000000000000"}]}';
    default:
      return undefined;
  }
}

function xml(action: string, result: string): string {
  return (
    `<${action}Response><${action}Result>${result}</${action}Result>` +
    '<ResponseMetadata><RequestId>00000000-0000-4000-8000-000000000000</RequestId></ResponseMetadata>' +
    `</${action}Response>`
  );
}
