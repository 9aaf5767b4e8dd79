/**
 * What people read of it. EventBridge puts values into the text as they are, without escaping them, so it takes only what AWS
 * writes, and names that have no quote and no line: not the user agent, not a parameter, and not the ARN, because the path of a
 * user may hold a quote. EventBridge user guide, "Input transformation"; IAM user guide, "IAM identifiers".
 */
export const INPUT_PATHS = {
  account: '$.account',
  call: '$.detail.eventName',
  service: '$.detail.eventSource',
  region: '$.detail.awsRegion',
  time: '$.detail.eventTime',
  type: '$.detail.userIdentity.type',
  user: '$.detail.userIdentity.userName',
  role: '$.detail.userIdentity.sessionContext.sessionIssuer.userName',
  id: '$.detail.userIdentity.principalId',
  key: '$.detail.userIdentity.accessKeyId',
  from: '$.detail.sourceIPAddress',
  error: '$.detail.errorCode',
  record: '$.detail.eventID',
};

const WHO = '<type> <user><role>';

/** Each line in quotes of its own: a quote in the text would end it. A value that the record lacks is left out. */
export const OPERATIONS_TEMPLATE = [
  'SOMEBODY TAMPERS WITH THE KEY RESPONDER: <call>, account <account>, <region>.',
  `Who: ${WHO}, id <id>, access key <key>, from <from>, at <time>.`,
  'Refused with: <error> (nothing here: it was done).',
  'Ask now who did this. If nobody did, a thief has these permissions: stop the credential, then put back what it changed.',
  'See docs/runbook.md, When somebody tampers with it. CloudTrail: <service>, event <record>.',
]
  .map((line) => `"${line}"`)
  .join('\n');

const TITLE = `SOMEBODY TAMPERS WITH THE KEY RESPONDER: <call> by ${WHO}, account <account>`;
const NAME = 'akr:tamper:<account>:<region>:<call>';

/** The keys of CloudWatch's alarms and of Rootly, which pagers read: src/alerting/pager.ts. */
export const PAGER_TEMPLATE = JSON.stringify({
  AlarmName: NAME,
  AlarmDescription: TITLE,
  NewStateValue: 'ALARM',
  OldStateValue: 'OK',
  NewStateReason: `${TITLE}, id <id>, access key <key>, from <from>. Refused with: <error> (nothing here: it was done). Ask now who did this. If nobody did, stop the credential, then put back what it changed.`,
  StateChangeTime: '<time>',
  AWSAccountId: '<account>',
  Region: '<region>',
  status: 'triggered',
  summary: TITLE,
  external_id: NAME,
});
