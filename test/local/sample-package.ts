import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';

/** A handler that does what the event's detail says. */
export const SAMPLE_HANDLER = `
let runs = 0;

export const handler = async ({ detail, padding }, context) => {
  console.log('doing ' + detail.do);
  runs += 1;
  switch (detail.do) {
    case 'describe':
      return { runs, pid: process.pid, env: process.env, context, cwd: process.cwd(), remaining: context.getRemainingTimeInMillis() };
    case 'measure':
      return padding.length;
    case 'wait':
      await new Promise((resolve) => setTimeout(resolve, detail.milliseconds));
      return runs;
    case 'fail':
      if (runs <= (detail.times ?? Infinity)) throw new TypeError('as asked');
      return runs;
    case 'exit':
      process.exit(3);
    case 'call':
      return callAws(detail);
  }
};

/** A request by hand, since the zip holds no SDK: only the credential scope matters. */
async function callAws({ service, headers, body }) {
  const { AWS_ACCESS_KEY_ID, AWS_SESSION_TOKEN, AWS_REGION, AWS_ENDPOINT_URL } = process.env;
  const scope = AWS_ACCESS_KEY_ID + '/20260101/' + AWS_REGION + '/' + service + '/aws4_request';
  const response = await fetch(AWS_ENDPOINT_URL, {
    method: 'POST',
    headers: {
      ...headers,
      authorization: 'AWS4-HMAC-SHA256 Credential=' + scope + ', SignedHeaders=host, Signature=none',
      'x-amz-security-token': AWS_SESSION_TOKEN,
    },
    body,
  });
  return response.text();
}
`;

const rule = (properties: object) => ({
  Type: 'AWS::Events::Rule',
  Properties: {
    EventPattern: { source: ['aws.guardduty'] },
    Targets: [
      {
        Id: 'work',
        Arn: { 'Fn::GetAtt': ['Work', 'Arn'] },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['UndeliveredQueue', 'Arn'] } },
      },
    ],
    ...properties,
  },
});

const permission = (ruleId: string) => ({
  Type: 'AWS::Lambda::Permission',
  Properties: {
    Action: 'lambda:InvokeFunction',
    FunctionName: { 'Fn::GetAtt': ['Work', 'Arn'] },
    Principal: 'events.amazonaws.com',
    SourceArn: { 'Fn::GetAtt': [ruleId, 'Arn'] },
  },
});

const cloudTrail = { 'detail-type': ['AWS API Call via CloudTrail'] };

/** A stack as osls packages it, with one function and a rule of every kind. */
export const SAMPLE_TEMPLATE = {
  Resources: {
    Work: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'sample-work',
        Handler: 'dist/work.handler',
        Runtime: 'nodejs24.x',
        MemorySize: 256,
        Timeout: 5,
        Role: { 'Fn::GetAtt': ['WorkRole', 'Arn'] },
        Code: { S3Key: 'serverless/sample/1/work.zip' },
        Environment: { Variables: { TOPIC: { Ref: 'Topic' }, MODE: 'packaged' } },
      },
    },
    WorkConfig: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: 'Work' },
        Qualifier: '$LATEST',
        MaximumRetryAttempts: 2,
        DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['FailureQueue', 'Arn'] } } },
      },
    },
    WorkRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        Policies: [
          {
            PolicyName: 'work',
            PolicyDocument: {
              Statement: [{ Effect: 'Allow', Action: ['events:PutEvents', 'sns:Publish'], Resource: '*' }],
            },
          },
        ],
      },
    },
    Topic: { Type: 'AWS::SNS::Topic' },
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'sample' } },
    FailureQueue: { Type: 'AWS::SQS::Queue' },
    UndeliveredQueue: { Type: 'AWS::SQS::Queue' },
    FindingRule: rule({}),
    FindingPermission: permission('FindingRule'),
    DisabledRule: rule({ State: 'DISABLED' }),
    DisabledPermission: permission('DisabledRule'),
    WritesRule: rule({ EventPattern: cloudTrail }),
    WritesPermission: permission('WritesRule'),
    ReadsRule: rule({ EventPattern: cloudTrail, State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' }),
    ReadsPermission: permission('ReadsRule'),
    OwnBusRule: rule({ EventBusName: { Ref: 'Bus' }, EventPattern: { source: ['com.example'] } }),
    OwnBusPermission: permission('OwnBusRule'),
    ForgottenRule: rule({ EventPattern: { source: ['aws.health'] } }),
  },
};

/** Writes the package, and gives back its folder, which the caller removes. */
export function writeSamplePackage(handler: string = SAMPLE_HANDLER): string {
  const folder = mkdtempSync(join(tmpdir(), 'sample-package-'));
  writeFileSync(join(folder, 'cloudformation-template-update-stack.json'), JSON.stringify(SAMPLE_TEMPLATE));
  writeFileSync(join(folder, 'work.zip'), zipSync({ 'dist/work.mjs': strToU8(handler) }));
  return folder;
}

/** An event in EventBridge's envelope that makes the sample's handler do something. */
export function eventTo(action: string, detail: object = {}, envelope: object = {}) {
  return {
    version: '0',
    id: '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
    'detail-type': 'GuardDuty Finding',
    source: 'aws.guardduty',
    account: '111122223333',
    time: '2026-01-02T03:04:05Z',
    region: 'us-east-1',
    resources: [],
    detail: { do: action, ...detail },
    ...envelope,
  };
}
