import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  parameterGroups,
  parameterValues,
  registryDefaults,
  templateParameters,
} from '../../scripts/settings/template-parameters.ts';
import { SettingError, wholeNumber } from '../../src/setting.ts';
import { isAllowed, otherValues, SAMPLES, settings } from '../setting-samples.ts';

/** Beside the samples, what the rules of some setting refuse. */
const FRAGMENTS = [
  ...SAMPLES,
  ...[
    ',',
    ', ',
    '',
    ' ',
    '*',
    '?',
    ':',
    '/',
    '.',
    '-',
    '0',
    '10',
    '100000',
    '1e1',
    '\n',
    'é',
    '"',
    '{{',
    '}}',
  ],
  ...['cloudwatch:DeleteAlarms', 's3:GetObject', 's3:GetObjectX', 'ebs:PutSnapshotBlock', '-1', '007', '11'],
  ...['arn:aws:iam::111122223333:role/*', 'arn:aws:iam::111122223333:role/', 'a b', 'x'.repeat(65)],
  '{{resolve:secretsmanager:prod/pager:SecretString:url}}',
];

/** Anything, and lists of what the setting takes with something between. */
function textsFor(setting: (typeof settings)[number][1]) {
  const right = FRAGMENTS.filter((text) => isAllowed(setting, text));
  const between = fc.constantFrom(',', ', ', ',,', '');
  return fc.oneof(
    fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 4 }).map((parts) => parts.join('')),
    fc
      .array(fc.tuple(fc.constantFrom(...right), between, fc.constantFrom('', '', ...FRAGMENTS)), {
        maxLength: 12,
      })
      .map((entries) => entries.flat().join('')),
    fc.constantFrom(...right),
  );
}

describe.each(settings)('%s', (name, setting) => {
  test('lets nothing pass CloudFormation that the function would refuse when it starts', () => {
    let passed = 0;
    fc.assert(
      fc.property(textsFor(setting), (text) => {
        if (!isAllowed(setting, text)) return;
        passed += 1;
        expect(() => setting.parse({ name, text })).not.toThrow();
      }),
      { numRuns: 300 },
    );
    expect(passed).toBeGreaterThan(0);
  });

  test('means the same to the function as it does in the file of a stage', () => {
    fc.assert(
      fc.property(textsFor(setting), (text) => {
        const written = read(setting, name, text);
        if (written === undefined) return;
        const given = attempt(() => parameterValues({ ...otherValues(), [name]: text })[name]);
        if (given === undefined) return;
        expect(isAllowed(setting, given)).toBe(true);
        expect(read(setting, name, given)).toEqual(written);
      }),
      { numRuns: 300 },
    );
  });

  test('has a parameter whose description the console can show', () => {
    const parameter = templateParameters(registryDefaults())[name];
    expect(parameter?.Default).toBe(setting.default?.replaceAll(', ', ','));
    for (const text of [parameter?.Description ?? '', parameter?.ConstraintDescription ?? '']) {
      expect(text).not.toMatch(/`|\]\(|\{\{|[Ss]ee below/);
      // CloudFormation user guide, "CloudFormation template Parameters syntax".
      expect(text.length).toBeLessThan(4_000);
    }
  });
});

const read = ({ parse }: (typeof settings)[number][1], name: string, text: string) =>
  attempt(() => parse({ name, text }));

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof SettingError) return undefined;
    throw error;
  }
}

test('the console asks for each parameter once', () => {
  const asked = parameterGroups().ParameterGroups.flatMap(({ Parameters }) => Parameters);
  expect(asked.toSorted()).toEqual(settings.map(([name]) => name).toSorted());
});

test('only what somebody must decide has no default, and a secret is in no template', () => {
  const parameters = templateParameters(registryDefaults());
  const required = Object.entries(parameters).filter(([, { Default }]) => Default === undefined);
  expect(required.map(([name]) => name)).toEqual(['contain']);
  expect(templateParameters(otherValues())['pagerEndpoint']).toMatchObject({ Default: '', NoEcho: true });
});

test('a list loses its blanks, and an API call gets the name that CloudTrail has for it', () => {
  const written = {
    ...otherValues(),
    honeyKeys: 'AKIAIOSFODNN7EXAMPLE, AKIAI44QH8DHBEXAMPLE ,',
    suspectedApiCalls: 'cloudwatch:DeleteAlarms, iam:CreateUser',
    minimumSeverity: '7.0',
  };
  expect(parameterValues(written)).toMatchObject({
    honeyKeys: 'AKIAIOSFODNN7EXAMPLE,AKIAI44QH8DHBEXAMPLE',
    suspectedApiCalls: 'monitoring:DeleteAlarms,iam:CreateUser',
    minimumSeverity: '7',
  });
});

test.each([
  [1, 100_000],
  [0, 9],
  [0, 10],
  [5, 1_234],
  [100, 199],
])('a whole number from %i to %i is one by its pattern', (least, most) => {
  const { allowed } = wholeNumber({ least, most, ifEmpty: least });
  const pattern = new RegExp('pattern' in allowed ? allowed.pattern : 'none');
  const numbers = Array.from({ length: most + 1_000 }, (_, number) => number);
  expect(numbers.filter((number) => pattern.test(String(number)))).toEqual(
    numbers.filter((number) => number >= least && number <= most),
  );
  for (const text of ['', '-1', '01', '1.0', '1e1', ' 1']) expect(pattern.test(text)).toBe(false);
});
