import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';

const MODULE = join('stacks', 'terraform');
const files = readdirSync(MODULE);
const code = files.map((file) => readFileSync(join(MODULE, file), 'utf8')).join('\n');

/**
 * `terraform validate` needs the provider, which comes from HashiCorp's registry alone. So these are the arguments that its pages
 * have for each block, and `?` marks those that it does not demand.
 */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  'data aws_s3_bucket': ['bucket'],
  'resource aws_s3_object': ['for_each?', 'bucket', 'key', 'source?', 'source_hash?', 'content_type?'],
  'resource aws_cloudformation_stack': [
    ...[
      'name',
      'template_url?',
      'template_body?',
      'parameters?',
      'capabilities?',
      'on_failure?',
      'depends_on?',
    ],
    ...['iam_role_arn?', 'notification_arns?', 'policy_body?', 'policy_url?', 'tags?', 'timeout_in_minutes?'],
  ],
};

/** The attributes of them that others refer to. */
const ATTRIBUTES = ['bucket_regional_domain_name', 'key', 'outputs'];

test('every block has the arguments that the provider demands, and none that it does not know', () => {
  const blocks = [...code.matchAll(/^(resource|data) "(\w+)" "\w+" \{\n([\s\S]*?)^\}$/gm)];
  expect(blocks.length).toBe(4);
  for (const [, kind, type, body = ''] of blocks) {
    const known = ARGUMENTS[`${kind} ${type}`] ?? [];
    const given = [...body.matchAll(/^ {2}(\w+) *=/gm)].map(([, name]) => name);
    expect(known.map((name) => name.replace('?', ''))).toEqual(expect.arrayContaining(given));
    expect(given).toEqual(expect.arrayContaining(known.filter((name) => !name.endsWith('?'))));
  }
});

test('every reference is to something that the module has', () => {
  for (const [, name] of code.matchAll(/\bvar\.(\w+)/g)) expect(code).toContain(`variable "${name}" {`);
  for (const [, name] of code.matchAll(/\blocal\.(\w+)/g))
    expect(code).toMatch(new RegExp(`^ {2}${name} +=`, 'm'));
  const others = [...code.matchAll(/\b(?:(data)\.)?(aws_\w+)\.(\w+)(?:\.(\w+))?/g)];
  expect(others.length).toBeGreaterThan(3);
  for (const [, data, type, name, attribute = 'key'] of others) {
    expect(code).toContain(`${data ?? 'resource'} "${type}" "${name}" {`);
    expect(ATTRIBUTES).toContain(attribute);
  }
});

const hasTerraform = spawnSync('terraform', ['version']).status === 0;

// Terraform itself, where it is installed. It reads the module without the provider as far as it can.
(hasTerraform ? describe : describe.skip)('Terraform', () => {
  const folder = mkdtempSync(join(tmpdir(), 'terraform-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const environment = { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1' };

  test('has nothing to format', () => {
    const { status, stdout } = spawnSync('terraform', ['fmt', '-check', MODULE], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, '']);
  });

  function evaluate(expression: string, parameters: object) {
    for (const file of ['variables.tf', 'locals.tf'])
      cpSync(join(MODULE, file), join(folder, 'terraform', file));
    writeFileSync(join(folder, 'compromised-key-responder.json'), '{}');
    writeFileSync(join(folder, 'respond-0123456789abcdef.zip'), '');
    const words = [
      'console',
      '-var=bucket=amzn-s3-demo-bucket',
      `-var=parameters=${JSON.stringify(parameters)}`,
    ];
    return spawnSync('terraform', words, {
      cwd: join(folder, 'terraform'),
      env: environment,
      input: `jsonencode(${expression})`,
      encoding: 'utf8',
    });
  }

  test('finds the release around the module, and gives the stack the place of the code', () => {
    const expression = '[local.zips, local.parameters, local.template_key]';
    const { stdout } = evaluate(expression, { contain: 'observe', alertEmail: 'security@example.com' });
    expect(JSON.parse(JSON.parse(stdout))).toEqual([
      ['respond-0123456789abcdef.zip'],
      {
        contain: 'observe',
        alertEmail: 'security@example.com',
        codeBucket: 'amzn-s3-demo-bucket',
        codePrefix: 'compromised-key-responder/',
        namePrefix: 'compromised-key-responder-prod',
      },
      expect.stringMatching(/^compromised-key-responder\/compromised-key-responder-[0-9a-f]{16}\.json$/),
    ]);
  });

  test('refuses parameters that do not say what is contained', () => {
    const { stderr, stdout } = evaluate('local.parameters', { alertEmail: 'security@example.com' });
    expect(`${stdout}${stderr}`).toContain('parameters must state contain');
  });
});
