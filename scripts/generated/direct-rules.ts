import { functions } from '../../src/functions/index.ts';
import type { DirectRule } from '../../src/tamper/direct-rule.ts';
import { directRules } from '../../src/tamper/index.ts';
import { INPUT_PATHS, OPERATIONS_TEMPLATE, PAGER_TEMPLATE } from '../../src/tamper/text.ts';
import { pascal, scheduleId } from './names.ts';
import { inBlock, inFlow } from './yaml-text.ts';

const own = functions.map(({ name, trigger }) => ({ name: pascal(name), trigger }));

/** Of this stack, from the lists in src/. */
export const rulesOfTamper: readonly DirectRule[] = directRules({
  functions: own.map(({ name }) => `${name}LambdaFunction`),
  roles: [...own.map(({ name }) => `${name}Role`), 'TamperRole'],
  logs: own.map(({ name }) => `${name}LogGroup`),
  mappings: own.filter(({ trigger }) => 'rules' in trigger).map(({ name }) => `${name}Retries`),
  rules: functions.flatMap(({ name, trigger }) => {
    if ('rules' in trigger) return trigger.rules.filter(({ bus }) => bus === 'default');
    return 'schedule' in trigger ? [{ id: scheduleId(name) }] : [];
  }),
});

/** The parts of serverless.yml for the rules that tell people by themselves, by name. */
export const directRuleParts: Readonly<Record<string, () => readonly string[]>> = {
  'rules that tell people': () => rulesOfTamper.flatMap(ruleLines),
  'rules that may park what they tell': () =>
    rulesOfTamper.map(({ id }) => `                    - ${inFlow({ 'Fn::GetAtt': [id, 'Arn'] })}`),
};

/** The targets of all rules are the same, but for when the pager is one. YAML has them once. */
function ruleLines(
  { id, description, name, pagesIf, pattern }: DirectRule,
  index: number,
): readonly string[] {
  const first = rulesOfTamper.findIndex((rule) => rule.pagesIf === pagesIf);
  return [
    `    ${id}:`,
    '      Type: AWS::Events::Rule',
    '      Properties:',
    ...(name === undefined ? [] : [`        Name: ${inFlow(name)}`]),
    `        Description: ${inFlow(description)}`,
    '        EventPattern:',
    // Each value is new: YAML would have aliases, and those of two rules one name.
    ...inBlock(JSON.parse(JSON.stringify(pattern)), 10),
    ...(index === first ? targetsLines(pagesIf) : [`        Targets: *tells${pagesIf}`]),
  ];
}

function targetsLines(pagesIf: DirectRule['pagesIf']): readonly string[] {
  return [
    `        Targets: &tells${pagesIf}`,
    ...targetLines({ topic: 'OperationsTopic', template: OPERATIONS_TEMPLATE }).map(
      (line, index) => `${index === 0 ? '          - ' : '            '}${line}`,
    ),
    '          - !If',
    `            - ${pagesIf}`,
    ...targetLines({ topic: 'PagerTopic', template: PAGER_TEMPLATE }).map(
      (line, index) => `${index === 0 ? '            - ' : '              '}${line}`,
    ),
    '            - !Ref AWS::NoValue',
  ];
}

/** What cannot be published for a day waits where people look for what SNS could not deliver. */
function targetLines({ topic, template }: { readonly topic: string; readonly template: string }) {
  return [
    `Id: ${topic}`,
    `Arn: !Ref ${topic}`,
    'RoleArn: !GetAtt TamperRole.Arn',
    `RetryPolicy: ${inFlow({ MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 })}`,
    `DeadLetterConfig: ${inFlow({ Arn: { 'Fn::GetAtt': ['UndeliveredAlertsQueue', 'Arn'] } })}`,
    'InputTransformer:',
    `  InputPathsMap: ${inFlow(INPUT_PATHS)}`,
    `  InputTemplate: ${JSON.stringify(template)}`,
  ];
}
