import { describe, expect, it } from '@jest/globals';
import { parametersOf } from '../../local/template/parameters.ts';
import { parseTemplate } from '../../local/template/yaml-template.ts';

describe('the parameters of a template', () => {
  const declared = {
    Name: { Type: 'String', AllowedPattern: '[a-z]+' },
    Keys: { Type: 'CommaDelimitedList', Default: '', AllowedPattern: '(AKIA[A-Z0-9]+)?' },
    Mode: { Type: 'String', Default: 'false', AllowedValues: ['true', 'false'] },
  };

  it('are what is given, or the default', () => {
    expect(parametersOf(declared, { Name: 'a' })).toEqual(
      new Map<string, unknown>([
        ['Name', 'a'],
        ['Keys', ['']],
        ['Mode', 'false'],
      ]),
    );
    expect(parametersOf(declared, { Name: 'a', Keys: 'AKIA1, AKIA2' }).get('Keys')).toEqual([
      'AKIA1',
      'AKIA2',
    ]);
  });

  it.each([
    [{}, 'Parameters.Name: it has no value'],
    [{ Name: 'A' }, 'Parameters.Name: "A" is not allowed'],
    [{ Name: 'a', Keys: 'AKIA1,x' }, 'Parameters.Keys: "x" is not allowed'],
    [{ Name: 'a', Mode: 'yes' }, 'Parameters.Mode: "yes" is not allowed'],
    [{ Name: 'a', Colour: 'blue' }, 'Parameters: there is no Colour'],
  ])('%j is refused', (given, problem) => {
    expect(() => parametersOf(declared, given)).toThrow(problem);
  });
});

describe('a template in YAML', () => {
  it('has short tags for the functions', () => {
    const text = `
A: !Ref Topic
B: !GetAtt Queue.Arn
C: !Sub ['\${Name}', { Name: !Ref 'AWS::Region' }]
D: { E: [!Condition Is, 1, true, text] }
F: !If
  - Is
  - !Join ['', [a]]
  - Ref: AWS::NoValue
`;
    expect(parseTemplate(text)).toEqual({
      A: { Ref: 'Topic' },
      B: { 'Fn::GetAtt': 'Queue.Arn' },
      C: { 'Fn::Sub': [`\${Name}`, { Name: { Ref: 'AWS::Region' } }] },
      D: { E: [{ Condition: 'Is' }, 1, true, 'text'] },
      F: { 'Fn::If': ['Is', { 'Fn::Join': ['', ['a']] }, { Ref: 'AWS::NoValue' }] },
    });
  });

  it('has no aliases, which CloudFormation does not read', () => {
    expect(() => parseTemplate('A: &a [1]\nB: *a')).toThrow('is no text, list or object');
  });
});
