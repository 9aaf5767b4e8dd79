import { connect } from '../aws.ts';
import { incidentOf } from '../cases/case.ts';
import { giveUp } from '../dead-letters.ts';
import { activation } from '../events/api-calls.ts';
import { type Actor, asRole, asUser, guardDutyFinding } from '../events/guard-duty.ts';
import { invoke, invokeFunction } from '../invoke.ts';
import { textAt } from '../json.ts';
import { forgetIncidents } from '../ledger.ts';
import { ROLELESS_ACCOUNT_ID, rootOf } from '../ministack.ts';
import type { Finding } from '../report.ts';
import { countMessages } from '../retry-queue.ts';
import { assume, createRole, SESSION_ACTION, waitForNextSecond } from '../roles.ts';
import { withoutSchedules } from '../rules.ts';
import type { Proof } from '../run-case.ts';
import type { Receiver } from '../subscribers/receiver.ts';
import { callWithoutPermission, callWithPermission } from '../thief.ts';
import { createUser, createUserNamed, readKeyStatuses, type User } from '../users.ts';
import { readerOf } from './paste.ts';

/** Names that IAM allows, and that a shell or the AWS CLI could take for something else. */
const FLAG = '--no-verify-ssl';
const MARKS = 'build+deploy=a,b.c@example';

interface Scenery {
  readonly proof: Proof;
  readonly receiver: Receiver;
}

/** Whoever reads an alert at night pastes its lines: they must do what the alert says that they do. */
export async function provePasting(scenery: Scenery): Promise<readonly Finding[]> {
  await forgetIncidents(scenery.proof);
  const stories = [falseAlarm, trueAlarm, roleSession, accountWithoutRole, givenUp];
  const { aws } = scenery.proof;
  return withoutSchedules(aws, async () =>
    (await Promise.all(stories.map((story) => story(scenery)))).flat(),
  );
}

/** The key works again, and the responder knows that this is meant. */
async function falseAlarm(scenery: Scenery): Promise<readonly Finding[]> {
  const { aws, onCall } = scenery.proof;
  const target = await createUserNamed(aws, FLAG);
  const reader = readerOf(await readAlert(scenery, asUser(target)), onCall.own, FLAG);
  return [
    await reader.checkAccount(),
    await reader.paste('CHECK', /Inactive/),
    await reader.paste('UNDO'),
    await keyIs(target, 'Active'),
    await answers(`${FLAG}: the key works for its owner`, 'ok', callAs(aws.endpoint, target)),
    await isKnownToBeRestored(scenery.proof, target),
  ];
}

/** CloudTrail's record of what was just pasted reaches the responder as well. */
async function isKnownToBeRestored({ aws, stack, proofStack }: Proof, target: User): Promise<Finding> {
  const event = activation({ target, caller: await createUser(aws, 'on-call') });
  await invoke(aws, stack, event);
  const told = await proofStack.alerts.find(({ json }) => textAt(json, 'alertId') === event.id, 2);
  const found = `${textAt(told?.json, 'state')} ${textAt(told?.json, 'reason')}`;
  const what = `${target.name}: the responder knows that it was restored`;
  return { what, passed: found === 'NO_ACTION restored', found };
}

/** The key is deleted in the end. */
async function trueAlarm(scenery: Scenery): Promise<readonly Finding[]> {
  const { aws, onCall } = scenery.proof;
  const target = await createUser(aws, MARKS);
  const reader = readerOf(await readAlert(scenery, asUser(target)), onCall.own, target.name);
  return [
    await reader.checkAccount(),
    await reader.paste('CHECK', /Inactive/),
    await reader.paste('FINISH'),
    await keyIs(target, 'gone'),
  ];
}

/** Nobody allowed the responder to revoke the sessions of this role. */
async function roleSession(scenery: Scenery): Promise<readonly Finding[]> {
  const { aws, onCall } = scenery.proof;
  const role = await createRole(await createUser(aws, 'operator'), `${MARKS}-role`);
  const session = await assume(role);
  const thief = connect(aws.endpoint, session);
  await callWithPermission(thief);
  await waitForNextSecond();
  const reader = readerOf(await readAlert(scenery, asRole(role, session)), onCall.own, role.name);
  return [
    await reader.checkAccount(),
    await reader.paste('DO THIS NOW'),
    await answers(
      `${role.name}: the thief is refused ${SESSION_ACTION}`,
      'AccessDenied',
      callWithPermission(thief),
    ),
    await answers(
      `${role.name}: a session that is made anew works`,
      'ok',
      callWithPermission(connect(aws.endpoint, await assume(role))),
    ),
  ];
}

/** Somebody has to sign in there. */
async function accountWithoutRole(scenery: Scenery): Promise<readonly Finding[]> {
  const { aws, onCall } = scenery.proof;
  const target = await createUser(connect(aws.endpoint, rootOf(ROLELESS_ACCOUNT_ID)), MARKS);
  const who = `${target.name} in ${ROLELESS_ACCOUNT_ID}`;
  await callAs(aws.endpoint, target);
  const reader = readerOf(await readAlert(scenery, asUser(target)), onCall.roleless, who);
  return [
    await reader.checkAccount(),
    await reader.paste('DO THIS NOW'),
    await keyIs(target, 'Inactive'),
    await answers(`${who}: the thief is refused`, 'InvalidClientTokenId', callAs(aws.endpoint, target)),
  ];
}

/** The cause is repaired: what was given up is handled after all. */
async function givenUp({ proof, receiver }: Scenery): Promise<readonly Finding[]> {
  const { aws, stack, proofStack, onCall } = proof;
  const target = await giveUp(proof);
  const [{ accessKeyId }] = target.keys;
  await invokeFunction(aws, stack.deadLettersFunctionName);
  const isAbout = ({ text }: { readonly text: string }) => text.includes(accessKeyId);
  const alert = await receiver.at('text').find(isAbout, 5);
  const reader = readerOf(alert?.text ?? '', onCall.own, target.name);
  const before = await keyIs(target, 'Active');
  const account = await reader.checkAccount();
  const pasted = await reader.paste('RUN IT AGAIN', /TaskHandle/);
  const incident = incidentOf(target.accountId, accessKeyId);
  const contained = await proofStack.alerts.find(
    ({ json }) => textAt(json, 'dedupKey') === incident && textAt(json, 'state') === 'CONTAINED',
    20,
  );
  const left = await countMessages(aws, stack.deadLetterQueueUrl);
  return [
    before,
    account,
    pasted,
    await keyIs(target, 'Inactive'),
    { what: `${target.name}: people are told that it is CONTAINED`, passed: contained !== undefined },
    { what: 'and no dead letter is left', passed: left === 0, found: String(left) },
  ];
}

/** What people read when this actor is found. */
async function readAlert({ proof, receiver }: Scenery, actor: Actor): Promise<string> {
  await invoke(proof.aws, proof.stack, guardDutyFinding(actor));
  const alert = await receiver.at('text').find(({ text }) => text.includes(actor.accessKeyId), 5);
  return alert?.text ?? '';
}

async function callAs(endpoint: string, { keys }: User): Promise<unknown> {
  return callWithoutPermission(connect(endpoint, keys[0]));
}

async function keyIs(user: User, status: string): Promise<Finding> {
  const found = (await readKeyStatuses(user)).join();
  return { what: `${user.name}: the key is ${status}`, passed: found === status, found };
}

async function answers(what: string, wanted: string, call: Promise<unknown>): Promise<Finding> {
  const found = await call.then(
    () => 'ok',
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );
  return { what, passed: found === wanted, found };
}
