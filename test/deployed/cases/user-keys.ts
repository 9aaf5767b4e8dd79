import { activation, getCallerIdentity, quarantineAttachment, stopLogging } from '../events/api-calls.ts';
import { asUser, guardDutyFinding } from '../events/guard-duty.ts';
import { exposedCredentials } from '../events/health.ts';
import { keyReport } from '../events/key-report.ts';
import { customAction, importedFinding } from '../events/security-hub.ts';
import { ocsfFinding } from '../events/security-hub-ocsf.ts';
import { exposedAccessKey } from '../events/trusted-advisor.ts';
import { invoke } from '../invoke.ts';
import { textAt } from '../json.ts';
import { activateKeys, createUser } from '../users.ts';
import { type Case, incidentOf, leftAlone, stopped } from './case.ts';

const contained = { state: 'CONTAINED', reason: 'keys-inactive' } as const;

/** A user's long-term key, by every rule of the stack with its default settings. */
export const userKeys: readonly Case[] = [
  {
    name: 'GuardDuty finding',
    rule: 'GuardDutyFindingRule',
    bus: 'default',
    expected: contained,
    async prepare({ aws }) {
      const target = await createUser(aws, 'target');
      return stopped(guardDutyFinding(asUser(target)), target);
    },
  },
  {
    name: 'quarantine policy attached',
    rule: 'QuarantinePolicyRule',
    bus: 'default',
    expected: contained,
    async prepare({ aws }, caller) {
      // AWS says that a key of the user leaked, not which.
      const target = await createUser(aws, 'target', 2);
      const scene = stopped(quarantineAttachment({ target, caller }), target);
      return { ...scene, incidents: [incidentOf(target.accountId, target.arn)] };
    },
  },
  {
    name: 'logging switched off',
    rule: 'SuspectedApiCallRule',
    bus: 'default',
    expected: contained,
    async prepare({ aws }) {
      const target = await createUser(aws, 'target');
      return stopped(stopLogging(target), target);
    },
  },
  {
    name: 'Health: two exposed keys',
    rule: 'CredentialRiskRule',
    bus: 'default',
    expected: contained,
    async prepare({ aws }) {
      const targets = [await createUser(aws, 'target'), await createUser(aws, 'target')];
      const event = exposedCredentials(targets.map(({ keys }) => keys[0].accessKeyId));
      return stopped(event, ...targets);
    },
  },
  {
    name: 'Security Hub: imported',
    rule: 'SecurityHubImportedRule',
    bus: 'default',
    expected: contained,
    async prepare({ aws }) {
      const target = await createUser(aws, 'target');
      return stopped(importedFinding(target), target);
    },
  },
  {
    name: 'Security Hub: OCSF',
    rule: 'SecurityHubOcsfRule',
    bus: 'default',
    expected: contained,
    async prepare({ aws }) {
      const target = await createUser(aws, 'target');
      return stopped(ocsfFinding(target), target);
    },
  },
  {
    name: 'Security Hub: custom action',
    rule: 'SecurityHubActionRule',
    bus: 'default',
    expected: contained,
    async prepare({ aws }) {
      const target = await createUser(aws, 'target');
      return stopped(customAction(target), target);
    },
  },
  {
    name: 'Trusted Advisor: exposed key',
    rule: 'ExposedAccessKeyRule',
    bus: 'default',
    expected: contained,
    async prepare({ aws }) {
      const target = await createUser(aws, 'target');
      return stopped(exposedAccessKey(target), target);
    },
  },
  {
    name: 'report',
    rule: 'ReportRule',
    bus: 'responder',
    expected: contained,
    async prepare({ aws }) {
      const target = await createUser(aws, 'target');
      return stopped(keyReport(target), target);
    },
  },
  {
    name: 'contained key switched on again',
    rule: 'WatchedApiCallRule',
    bus: 'default',
    expected: { state: 'PARTLY_CONTAINED', reason: 'stopped-again' },
    async prepare({ aws, stack, proofStack }, caller) {
      const target = await createUser(aws, 'target');
      const first = keyReport(target);
      await invoke(aws, stack, first);
      // What is told of the first time must not be taken for what is told of the second.
      await proofStack.alerts.find(({ json }) => textAt(json, 'alertId') === first.id, 2);
      await activateKeys(target);
      return stopped(activation({ target, caller }), target);
    },
  },
];

/** What the parameters honeyKeys and exemptPrincipals change. */
export const namedUsers: readonly Case[] = [
  {
    name: 'honey key used',
    rule: 'HoneyKeyRule',
    bus: 'default',
    expected: contained,
    async prepare({ standing: { honeypot } }) {
      await activateKeys(honeypot);
      return stopped(getCallerIdentity(honeypot), honeypot);
    },
  },
  {
    name: 'report of an exempt user',
    rule: 'ReportRule',
    bus: 'responder',
    expected: { state: 'NO_ACTION', reason: 'exempt' },
    async prepare({ standing: { exempt } }) {
      await activateKeys(exempt);
      // A report names no user: that it is the exempt one is known only from IAM.
      return leftAlone(keyReport(exempt), exempt);
    },
  },
];
