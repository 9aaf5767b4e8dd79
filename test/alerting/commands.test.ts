import { expect, test } from '@jest/globals';
import { at, type GoldenCase, KEY, MADE, OTHER_KEY, type Place, placesOf } from '../golden/case.ts';
import { cases } from '../golden/cases.ts';
import { tell } from '../golden/tell.ts';

interface Command {
  readonly kind: string;
  readonly argv: readonly string[];
}

function endedAs(name: string): GoldenCase {
  const found = cases.find((one) => one.name === name);
  if (found === undefined) throw new RangeError(`there is no case ${name}`);
  return found;
}

async function commandsOf(one: GoldenCase, place = placesOf(one)[0] as Place): Promise<readonly Command[]> {
  const { machine } = (await tell(one, place)).alert;
  return machine['commands'] as readonly Command[];
}

test('while new keys keep coming, the user is denied everything before the first key is stopped', async () => {
  const keys = [KEY, OTHER_KEY].map((accessKeyId) => ({
    accessKeyId,
    status: 'Active',
    createdAt: MADE[KEY],
  }));
  const commands = await commandsOf({
    ...endedAs('contained'),
    endings: () => [
      {
        ...{ state: 'NOT_CONTAINED', reason: 'keys-keep-coming', userName: 'ci-deploy', actions: [], keys },
        ...{ verifiedAt: at('03:12:08.402'), retry: true },
      },
    ],
  });
  expect(commands.filter(({ kind }) => kind === 'contain').map(({ argv: [, , call] }) => call)).toEqual([
    ...['attach-user-policy', 'update-access-key', 'update-access-key'],
  ]);
});

test.each([
  [
    'the Region of the event and of IAM',
    'aws',
    'eu-west-1',
    'ap-southeast-2',
    ['ap-southeast-2', 'us-east-1'],
  ],
  ['one Region where both are the same', 'aws', 'eu-west-1', 'us-east-1', ['us-east-1']],
  [
    'its own Region where the event names none',
    'aws',
    'eu-west-1',
    'evil.example',
    ['eu-west-1', 'us-east-1'],
  ],
  ['its own Region where that of IAM is not known', 'aws-iso', 'us-iso-east-1', '', ['us-iso-east-1']],
])('the calls of a key are looked up in %s', async (_, partition, region, seenIn, expected) => {
  const one = { ...endedAs('contained'), seenElsewhere: true } as const;
  const commands = await commandsOf(one, { partition, region, elsewhere: seenIn });
  const lookUps = commands.filter(({ argv }) => argv[2] === 'lookup-events');
  expect(lookUps.map(({ argv }) => argv.find((word) => word.startsWith('--region=')))).toEqual(
    expected.map((name) => `--region=${name}`),
  );
});
