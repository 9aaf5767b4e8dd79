import { type DeployerSetting, deployerSettings } from '../src/settings.ts';

export const settings = Object.entries<DeployerSetting>(deployerSettings).filter(
  ([, { parameter }]) => parameter !== false,
);

/** Texts of which every setting takes some. */
export const SAMPLES: readonly string[] = [
  'observe',
  'true',
  'false',
  '7',
  '120',
  '6.5',
  'AKIAIOSFODNN7EXAMPLE',
  'o-exampleorg1',
  '444455556666',
  'security@example.com',
  'https://wiki.example.com/keys?a=b',
  'arn:aws:iam::111122223333:role/path/operator',
  'arn:aws:iam::111122223333:user/ci-deploy',
  'arn:aws:iam::111122223333:policy/boundary',
  '/security/',
  'iam:CreateUser',
  'monitoring:DeleteAlarms',
  'operator',
];

export function isAllowed({ allowed }: DeployerSetting, text: string): boolean {
  return 'values' in allowed ? allowed.values.includes(text) : new RegExp(allowed.pattern).test(text);
}

/** A value of each setting that is not its default. */
export function otherValues(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    settings.map(([name, setting]) => {
      const value = SAMPLES.find((text) => text !== setting.default && isAllowed(setting, text));
      if (value === undefined) throw new RangeError(`no sample is a value of ${name}`);
      return [name, value];
    }),
  );
}
