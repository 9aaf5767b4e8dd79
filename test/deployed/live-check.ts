import { ListUsersCommand } from '@aws-sdk/client-iam';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { pointsByHand } from '../../scripts/live-check/by-hand.ts';
import { PATH, PREFIX } from '../../scripts/live-check/decoy.ts';
import type { Aws } from './aws.ts';
import { projectFolder } from './deploy.ts';
import { ACCOUNT_ID, REGION, rootOf } from './ministack.ts';
import type { Programs } from './programs.ts';
import type { Finding } from './report.ts';

/** `npm run live-check` as an owner runs it: what an emulator can show passes, and nothing of it is left. */
export async function proveLiveCheck(aws: Aws, programs: Programs): Promise<readonly Finding[]> {
  const { accessKeyId, secretAccessKey } = rootOf(ACCOUNT_ID);
  const words = [`--account=${ACCOUNT_ID}`, `--region=${REGION}`, '--yes', '--settle=0', '--wait=30'];
  const program = programs.start('node', ['scripts/live-check.ts', ...words], {
    cwd: projectFolder,
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    },
  });
  const code = await program.exited;
  const output = program.output();
  const resultOf = (name: string) => new RegExp(`^${name}: .*\\n {2}(.*?):`, 'm').exec(output)?.[1];
  const { Users = [] } = await aws.iam.send(new ListUsersCommand({}));
  const decoys = Users.filter(({ Path }) => Path === PATH);
  const { QueueUrls = [] } = await aws.sqs.send(new ListQueuesCommand({ QueueNamePrefix: PREFIX }));
  return [
    { what: 'the command ends well', passed: code === 0, found: output },
    { what: 'the outcome event arrives', passed: resultOf('outcome-event') === 'PASS', found: output },
    {
      what: 'the alert arrives, and nothing is said to be encrypted',
      passed: output.includes('NOT SHOWN: the alert came, but this emulator encrypts no topic'),
      found: output,
    },
    ...pointsByHand.map(({ name }) => ({
      what: `${name} is not called shown`,
      passed: resultOf(name) === 'NOT SHOWN',
      found: String(resultOf(name)),
    })),
    {
      what: 'it leaves no user and no queue',
      passed: decoys.length + QueueUrls.length === 0,
      found: [...decoys.map(({ UserName }) => UserName), ...QueueUrls].join(),
    },
  ];
}
