/**
 * Shows the main job on an embedded AWS. A GuardDuty finding goes through the rules of the packaged template to the
 * packaged function. The stolen key becomes Inactive, AWS refuses the thief, and the alert is printed. Exits with 0 only
 * if all three happen.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { styleText } from 'node:util';
import { clientConfig } from '../local/client-config.ts';
import { deployLocally, type LocalStack } from '../local/stack.ts';
import { useStolenKey } from '../local/thief.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const title = (text: string) => console.log(`\n${styleText('bold', text)}`);
const settings = {
  ...(process.env['CONTAIN'] !== undefined && { CONTAIN: process.env['CONTAIN'] }),
};

console.log('Packaging the stack and deploying it to an AWS inside this process …');
const packaged = spawnSync('node', ['scripts/package.ts', '--quiet', '--settings=local/settings'], {
  stdio: 'inherit',
});
if (packaged.status !== 0) process.exit(1);
const stack = await deployLocally({ environment: settings });
try {
  process.exitCode = (await demonstrate(stack)) ? 0 : 1;
} finally {
  await stack.stop();
}

async function demonstrate({ aws, deliver, settled, reset }: LocalStack): Promise<boolean> {
  await reset();
  const user = aws.identities.createUser({ userName: 'ci-deploy' });
  const key = aws.identities.createAccessKey(user, { accessKeyId: KEY });
  // With `observe` nothing stops the thief.
  const observing = settings.CONTAIN === 'observe';
  const thief = useStolenKey(clientConfig(aws, key), { maximumMilliseconds: observing ? 2_000 : 15_000 });

  title('1. The account before');
  console.log(`   IAM user ci-deploy, access key ${KEY}: ${aws.identities.statusOf(KEY)}`);
  console.log('   a thief is calling sts:GetCallerIdentity with it, every 20 ms');
  await new Promise((resolve) => setTimeout(resolve, 200));

  const event = JSON.parse(readFileSync('test/fixtures/guardduty-malicious-ip-caller.json', 'utf8'));
  title('2. GuardDuty puts a finding on EventBridge');
  console.log(`   ${event.detail.type}, severity ${event.detail.severity}`);
  console.log(`   ${event.detail.title}`);

  const start = Date.now();
  const since = (time: Date | undefined) =>
    time === undefined ? '      -' : `${String(time.getTime() - start).padStart(5)} ms`;
  const delivery = deliver(event);
  title('3. The rule of serverless.yml that matches');
  console.log(
    `   ${delivery.matched.join(', ')} starts the function respond (a new process: this is a cold start)`,
  );
  await settled();
  const { refusedAt, errorCode, calls } = await thief;

  title('4. What the function asks of AWS, and when the request arrives');
  const asked = aws.requests.filter(({ userAgent }) => userAgent.includes('compromised-key-responder'));
  for (const { at, service, action, params, status } of asked) {
    const { UserName, AccessKeyId, Status } = params;
    const what = [UserName, AccessKeyId, Status].filter((value) => value !== undefined).join(' ');
    console.log(`   ${since(at)}  ${`${service}:${action}`.padEnd(25)} ${what.padEnd(40)} ${status}`);
  }

  title('5. The account after');
  console.log(`   access key ${KEY}: ${aws.identities.statusOf(KEY)}`);
  const end = errorCode === undefined ? 'never refused' : `${errorCode} at ${since(refusedAt).trim()}`;
  console.log(`   the thief, after ${calls} calls: ${end}`);

  const [alert] = aws.published;
  title('6. The alert, as the engineer reads it');
  console.log(`   Subject: ${alert?.subject}`);
  console.log((alert?.bodies.email ?? '').replace(/^/gm, '   | '));

  const stopped = asked.find(({ action }) => action === 'UpdateAccessKey')?.at;
  title(`From the event to Inactive: ${since(stopped).trim()}, the start of the process included`);
  console.log(
    '   CONTAIN=observe npm run demo shows the same without a change; README.md says how to deploy.',
  );
  const status = aws.identities.statusOf(KEY);
  const text = alert?.bodies.email ?? '';
  return observing
    ? status === 'Active' && text.startsWith('NO ACTION')
    : status === 'Inactive' && errorCode === 'InvalidClientTokenId' && text.startsWith('CONTAINED');
}
