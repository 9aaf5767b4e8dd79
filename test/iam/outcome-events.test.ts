import { expect, test } from '@jest/globals';
import { packagedTemplate } from '../packaged.ts';
import { type Answer, askIam } from './ask-iam.ts';
import { policiesOf } from './stack-policies.ts';

const OURS = 'compromised-key-responder';
const policies = policiesOf(packagedTemplate());

test.each<[string, Answer, readonly string[]]>([
  ['RespondRole', 'ExplicitlyDenied', [`${OURS}.heartbeat`]],
  ['DeadlettersRole', 'Allowed', [`${OURS}.heartbeat`]],
  ['DeadlettersRole', 'ImplicitlyDenied', [`${OURS}.heartbeat`, `${OURS}.report`]],
])('what %s may put of heartbeats: %s', async (role, answer, sources) => {
  const resource = policies.arn('ResponderBus');
  const context = { 'events:source': sources };
  expect(
    await askIam(policies, { by: policies.arn(role), action: 'events:PutEvents', resource, context }),
  ).toBe(answer);
});

test.each<[string, Answer, readonly string[] | undefined]>([
  ['an outcome event', 'Allowed', [OURS]],
  ['ten outcome events', 'Allowed', Array.from({ length: 10 }, () => OURS)],
  ['a report', 'ImplicitlyDenied', [`${OURS}.report`]],
  ['an event of another name', 'ImplicitlyDenied', ['guardduty']],
  ['an outcome event and another in one batch', 'ImplicitlyDenied', [OURS, `${OURS}.report`]],
  ['an event whose source IAM is not told', 'ImplicitlyDenied', undefined],
])('the roles that tell machines may put %s: %s', async (_, answer, sources) => {
  for (const role of ['RespondRole', 'DeadlettersRole']) {
    const context = sources === undefined ? {} : { 'events:source': sources };
    const resource = policies.arn('ResponderBus');
    expect([
      role,
      await askIam(policies, { by: policies.arn(role), action: 'events:PutEvents', resource, context }),
    ]).toEqual([role, answer]);
  }
});
