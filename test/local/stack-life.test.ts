import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { throttling } from '../../local/aws/faults.ts';
import { deployLocally, type LocalStack } from '../../local/stack.ts';
import { eventTo, writeSamplePackage } from './sample-package.ts';

// Every cold start is a process, on a machine that may be busy.
jest.setTimeout(30_000);

const STACK_MODULE = fileURLToPath(new URL('../../local/stack.ts', import.meta.url));
const packageFolder = writeSamplePackage();
let stack: LocalStack;
beforeAll(async () => {
  stack = await deployLocally({
    packageFolder,
    stackName: 'sample',
    environment: { MODE: 'deployed' },
    concurrency: 2,
  });
});
afterEach(() => stack.reset());
afterAll(async () => {
  await stack.stop();
  rmSync(packageFolder, { recursive: true });
});

const doNothing = eventTo('wait', { milliseconds: 0 });
describe('a reset', () => {
  it('forgets everything and keeps the processes warm', async () => {
    await stack.invoke('Work', doNothing);
    await stack.deliver({ ...doNothing, source: 'aws.health' }).results;
    stack.aws.identities.createUser({ userName: 'ci-deploy' });
    stack.aws.faults.inject({ action: 'iam:*', fault: throttling, times: 'forever' });
    await stack.reset();
    expect(stack.deliveries).toEqual([]);
    expect(stack.queue('UndeliveredQueue')).toEqual([]);
    expect(stack.aws.identities.findUser('111122223333', 'ci-deploy')).toBeUndefined();
    expect(await stack.invoke('Work', doNothing)).toMatchObject({ coldStart: false });
  });

  it('starts new processes for other variables', async () => {
    await stack.reset({ environment: { MODE: 'other' } });
    const { coldStart, payload } = await stack.invoke('Work', eventTo('describe'));
    expect(coldStart).toBe(true);
    expect(payload).toMatchObject({ env: { MODE: 'other', TOPIC: expect.any(String) } });
  });

  it('waits neither for what hangs nor for what comes after that', async () => {
    const deliveries = [1, 2, 3, 4].map(() => stack.deliver(eventTo('wait', { milliseconds: 60_000 })));
    await setTimeout(50);
    await stack.reset();
    for (const { results } of deliveries) {
      expect(await results).toMatchObject([{ invocation: { outcome: 'stopped' } }]);
    }
    expect(stack.queue('FailureQueue')).toEqual([]);
    expect(await stack.invoke('Work', doNothing)).toMatchObject({ payload: 1 });
  });
});

describe('the end', () => {
  it('leaves no process and no file', async () => {
    const another = await deployLocally({ packageFolder });
    const { payload } = await another.invoke('Work', eventTo('describe'));
    const { cwd } = Object(payload);
    expect(existsSync(cwd)).toBe(true);
    await another.stop();
    expect(existsSync(cwd)).toBe(false);
    await expect(fetch(another.aws.endpoint)).rejects.toThrow();
  });

  it.each(['SIGINT', 'SIGKILL'] as const)('leaves no process when the parent ends by %s', async (signal) => {
    const script = `
      const { deployLocally } = await import(${JSON.stringify(STACK_MODULE)});
      const stack = await deployLocally({ packageFolder: ${JSON.stringify(packageFolder)} });
      const { payload } = await stack.invoke('Work', ${JSON.stringify(eventTo('describe'))});
      console.log(JSON.stringify(payload));
      await stack.invoke('Work', ${JSON.stringify(eventTo('wait', { milliseconds: 60_000 }))});`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(createInterface({ input: parent.stdout }), 'line');
    const { pid, cwd } = JSON.parse(line);
    expect(isAlive(pid)).toBe(true);
    parent.kill(signal);
    const [, endedBy] = await once(parent, 'exit');
    expect(endedBy).toBe(signal);
    for (let tries = 0; tries < 100 && isAlive(pid); tries += 1) await setTimeout(20);
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(cwd)).toBe(signal === 'SIGKILL');
    rmSync(dirname(cwd), { recursive: true, force: true });
  });

  it.each([
    ['while it stops', 'await stack.stop();', 1],
    ['again and again', 'setInterval(() => {}, 1_000);', 50],
  ])('leaves no file when a signal comes %s', async (_, last, times) => {
    const script = `
      const { writeFileSync } = await import('node:fs');
      const { deployLocally } = await import(${JSON.stringify(STACK_MODULE)});
      const stack = await deployLocally({ packageFolder: ${JSON.stringify(packageFolder)} });
      const { payload: { cwd } } = await stack.invoke('Work', ${JSON.stringify(eventTo('describe'))});
      // So much to remove takes long.
      for (let index = 0; index < 3_000; index += 1) writeFileSync(cwd + '/' + index, '');
      console.log(cwd);
      ${last}`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(parent, 'exit');
    const [cwd] = await once(createInterface({ input: parent.stdout }), 'line');
    for (let signals = 0; signals < times; signals += 1) {
      await setTimeout(10);
      parent.kill('SIGINT');
    }
    await ended;
    expect(existsSync(dirname(cwd))).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
