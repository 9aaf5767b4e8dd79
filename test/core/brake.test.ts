import { expect, test } from '@jest/globals';
import { credential, detectionOf, KEY, OWN, USER } from '../../scripts/coverage-tables/examples.ts';
import { Brake, containedOnSuspicion, hourOf } from '../../src/core/brake.ts';
import { incidentOf } from '../incident-of.ts';

const SUSPECTED = { type: 'PenTest:IAMUser/KaliLinux', severity: 5 };
const at = (minute: string) => new Date(`2026-05-04T${minute}:00Z`);

test('a process knows what it learned in this hour of the clock, and nothing of another', () => {
  const brake = new Brake();
  expect([...brake.at(at('03:00'))]).toEqual([]);
  brake.learn(hourOf(at('03:00')), ['one']);
  brake.learn(hourOf(at('03:59')), ['two', 'one']);
  expect([...brake.at(at('03:30'))]).toEqual(['one', 'two']);
  expect([...brake.at(at('04:00'))]).toEqual([]);
  brake.learn(hourOf(at('04:00')), ['three']);
  expect([...brake.at(at('04:30'))]).toEqual(['three']);
});

test('who was contained on suspected evidence is counted, by the principal and not by the key', async () => {
  const incident = await incidentOf(detectionOf(credential(KEY, USER), SUSPECTED));
  expect(containedOnSuspicion(incident)).toEqual([`akr:aws:${OWN}:arn:aws:iam::${OWN}:user/ci-deploy`]);
});

test('a role whose sessions were revoked is counted, if nothing of a key was changed', async () => {
  const incident = await incidentOf(detectionOf(credential(KEY, USER), SUSPECTED));
  const entries = incident.entries.map((entry) => ({
    ...entry,
    outcome: { ...entry.outcome, actions: [], keys: [], revokedBefore: '2026-05-04T03:12:00Z' },
  }));
  expect(containedOnSuspicion({ ...incident, entries })).toHaveLength(1);
});

test('neither confirmed evidence nor what was left alone is counted', async () => {
  const confirmed = await incidentOf(detectionOf(credential(KEY, USER)));
  const role = { type: 'AssumedRole', roleName: 'deploy' } as const;
  const left = await incidentOf(detectionOf(credential('ASIAIOSFODNN7EXAMPLE', role), SUSPECTED));
  expect([containedOnSuspicion(confirmed), containedOnSuspicion(left)]).toEqual([[], []]);
});
