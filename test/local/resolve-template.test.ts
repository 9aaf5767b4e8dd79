import { describe, expect, it } from '@jest/globals';
import { resolveTemplate } from '../../local/template/resolve-template.ts';

const place = { accountId: '111122223333', region: 'us-east-1', partition: 'aws', stackName: 'stack' };

/** The one property `Value` of a resource, resolved. */
function resolved(value: unknown, others: Readonly<Record<string, unknown>> = {}, where = place): unknown {
  const { Conditions, Parameters, ...Resources } = others;
  const template = {
    ...(Parameters !== undefined && { Parameters }),
    Conditions,
    Resources: { ...Resources, It: { Type: 'Any', Properties: { Value: value } } },
  };
  if (Conditions === undefined) delete template.Conditions;
  return resolveTemplate(template, where).get('It')?.properties['Value'];
}

const topic = { Topic: { Type: 'AWS::SNS::Topic' } };
const queue = { Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'failures' } } };

describe('intrinsic functions', () => {
  it.each([
    [
      'what has none',
      { a: [1, 'x', null, { Ref: 'Topic', and: 'more' }] },
      { a: [1, 'x', null, { Ref: 'Topic', and: 'more' }] },
    ],
    [
      'pseudo parameters',
      ['Partition', 'AccountId', 'Region', 'URLSuffix', 'StackName'].map((name) => ({ Ref: `AWS::${name}` })),
      ['aws', '111122223333', 'us-east-1', 'amazonaws.com', 'stack'],
    ],
    ['Ref to a topic', { Ref: 'Topic' }, 'arn:aws:sns:us-east-1:111122223333:stack-Topic'],
    ['Ref to a queue', { Ref: 'Queue' }, 'https://sqs.us-east-1.amazonaws.com/111122223333/failures'],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:aws:sqs:us-east-1:111122223333:failures'],
    ['GetAtt as a text', { 'Fn::GetAtt': 'Queue.QueueName' }, 'failures'],
    [
      'Sub of a text',
      { 'Fn::Sub': `arn:\${AWS::Partition}:x:\${Queue.Arn} \${Topic} \${!Literal}` },
      `arn:aws:x:arn:aws:sqs:us-east-1:111122223333:failures arn:aws:sns:us-east-1:111122223333:stack-Topic \${Literal}`,
    ],
    [
      'Sub with variables',
      { 'Fn::Sub': [`\${Name}-\${AWS::Region}`, { Name: { Ref: 'AWS::StackName' } }] },
      'stack-us-east-1',
    ],
    ['Join', { 'Fn::Join': ['/', ['a', { Ref: 'AWS::Region' }, 'b']] }, 'a/us-east-1/b'],
    ['Split', { 'Fn::Split': [',', 'a,b'] }, ['a', 'b']],
    [
      'Split of what is joined',
      { 'Fn::Split': [',', { 'Fn::Join': ['-x,', { 'Fn::Split': [':', 'a:b,c:d'] }] }] },
      ['a-x', 'b', 'c-x', 'd'],
    ],
    ['Select', { 'Fn::Select': [1, { 'Fn::Split': [',', 'a,b'] }] }, 'b'],
    [
      'Split',
      { 'Fn::Split': [':', { Ref: 'Topic' }] },
      ['arn', 'aws', 'sns', 'us-east-1', '111122223333', 'stack-Topic'],
    ],
    ['Select', { 'Fn::Select': [3, { 'Fn::Split': [':', { Ref: 'Topic' }] }] }, 'us-east-1'],
    [
      'NoValue in a list and in an object',
      { list: ['a', { Ref: 'AWS::NoValue' }], gone: { Ref: 'AWS::NoValue' } },
      { list: ['a'] },
    ],
  ])('resolve %s', (_, value, expected) => {
    expect(resolved(value, { ...topic, ...queue })).toEqual(expected);
  });

  it('give a parameter the value of the place, or its default', () => {
    const Parameters = { given: { Default: 'default' }, left: { Default: 'default' } };
    const where = { ...place, parameters: { given: 'value' } };
    const value = [{ Ref: 'given' }, { 'Fn::Sub': `\${left}` }];
    expect(resolved(value, { Parameters }, where)).toEqual(['value', 'default']);
    expect(() => resolved(value, { Parameters: { ...Parameters, required: {} } }, where)).toThrow(
      'Parameters.required: it has no value',
    );
  });

  it('name what they are where they are not known', () => {
    expect(() => resolved({ deep: [{ 'Fn::Cidr': ['10.0.0.0/16', 2] }] })).toThrow(
      'Resources.It.Properties.Value.deep[0].Fn::Cidr: the function Fn::Cidr is not known here',
    );
  });

  it.each([
    [{ Ref: 'Nothing' }, 'Resources.It.Properties.Value.Ref: there is no resource Nothing'],
    [
      { 'Fn::GetAtt': ['Topic', 'Colour'] },
      'Resources.It.Properties.Value.Fn::GetAtt: nothing is known of Colour of AWS::SNS::Topic',
    ],
    [{ 'Fn::Sub': `\${Nothing}` }, 'there is no resource Nothing'],
    [{ Ref: 'It' }, 'It depends on itself'],
    [{ 'Fn::If': ['Unknown', 'a', 'b'] }, 'there is no condition Unknown'],
    [{ 'Fn::Select': [2, ['a', 'b']] }, 'there is no member 2'],
    [{ Ref: 'Odd' }, 'nothing is known of AWS::Odd::Thing'],
  ])('refuse %j', (value, problem) => {
    expect(() => resolved(value, { ...topic, Odd: { Type: 'AWS::Odd::Thing' } })).toThrow(problem);
  });

  it('follow the partition', () => {
    const china = { ...place, partition: 'aws-cn', region: 'cn-north-1' };
    expect(resolved({ Ref: 'AWS::URLSuffix' }, {}, china)).toBe('amazonaws.com.cn');
    expect(resolved({ Ref: 'Topic' }, topic, china)).toBe(
      'arn:aws-cn:sns:cn-north-1:111122223333:stack-Topic',
    );
  });
});

describe('conditions', () => {
  const yes = { 'Fn::Equals': ['a', 'a'] };
  const no = { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] };

  it.each([
    ['Equals', yes, true],
    ['Equals of what differs', no, false],
    ['Not', { 'Fn::Not': [yes] }, false],
    ['And', { 'Fn::And': [yes, no] }, false],
    ['Or', { 'Fn::Or': [no, yes] }, true],
    ['another condition', { Condition: 'Yes' }, true],
  ])('judge %s', (_, It, expected) => {
    const Conditions = { Yes: yes, It };
    expect(resolved({ 'Fn::If': ['It', 'then', 'else'] }, { Conditions })).toBe(expected ? 'then' : 'else');
  });

  it('leave resources out, and refuse a reference to one of them', () => {
    const template = {
      Conditions: { No: no },
      Resources: { Topic: { Type: 'AWS::SNS::Topic', Condition: 'No' } },
    };
    expect(resolveTemplate(template, place).size).toBe(0);
    expect(() => resolved({ Ref: 'Topic' }, { Conditions: { No: no }, ...template.Resources })).toThrow(
      'its condition leaves Topic out',
    );
  });
});
