import { describe, expect, it } from '@jest/globals';
import { problemsOf, transform } from '../../local/input-transformer.ts';

/** The event and the rows of AWS's own page. EventBridge user guide, "Amazon EventBridge input transformation". */
const event = {
  version: '0',
  id: '7bf73129-1428-4cd3-a780-95db273d1602',
  'detail-type': 'EC2 Instance State-change Notification',
  source: 'aws.ec2',
  account: '123456789012',
  time: '2015-11-11T21:29:54Z',
  region: 'us-east-1',
  resources: ['arn:aws:ec2:us-east-1:123456789012:instance/i-abcd1111'],
  detail: { 'instance-id': 'i-0123456789', state: 'RUNNING', count: 2 },
};
const rule = { name: 'example', arn: 'arn:aws:events:us-east-2:123456789012:rule/example' };
const paths = {
  timestamp: '$.time',
  instance: '$.detail.instance-id',
  state: '$.detail.state',
  resource: '$.resources[0]',
  detail: '$.detail',
  count: '$.detail.count',
  absent: '$.detail.absent.deeper',
};
const made = (template: string, of: object = event) =>
  transform({ paths, template }, { rule, event: of as typeof event });

describe('a template makes', () => {
  it.each([
    ['"instance <instance> is in <state>"', '"instance i-0123456789 is in RUNNING"'],
    ['"instance \\"<instance>\\" is in <state>"', '"instance \\"i-0123456789\\" is in RUNNING"'],
    ['{"instance": <instance>, "state": <state>}', '{"instance": "i-0123456789", "state": "RUNNING"}'],
    ['{"state": "<state>"}', '{"state": "RUNNING"}'],
    ['{"state": [9, <state>, true]}', '{"state": [9, "RUNNING", true]}'],
    ['{"count": <count>}', '{"count": 2}'],
    ['{"rule": <aws.events.rule-name>}', '{"rule": "example"}'],
    ['"<aws.events.rule-name> triggered"', '"example triggered"'],
    ['"<resource>"\n"<state>"', `"${event.resources[0]}"\n"RUNNING"`],
    ['"is <absent>."', '"is ."'],
    ['"Detail is <detail>"', '"Detail is {instance-id:i-0123456789,state:RUNNING,count:2}"'],
  ])('of %s %s', (template, output) => {
    expect(made(template)).toBe(output);
  });

  it('the event, with its detail or without', () => {
    const { detail: _, ...envelope } = event;
    expect(JSON.parse(made('{"all": <aws.events.event.json>, "some": <aws.events.event>}'))).toEqual({
      all: event,
      some: envelope,
    });
  });

  it('text of what it gets as it is: a quote in a value ends the text around it', () => {
    expect(made('{"state": "<state>"}', { ...event, detail: { state: '","x":"' } })).toBe(
      '{"state": "","x":""}',
    );
  });
});

describe('AWS refuses', () => {
  it.each([
    ['a variable that nobody defines', { paths, template: '"<unknown>"' }],
    ['text without quotes around it', { paths, template: 'is <state>' }],
    ['what is no JSON', { paths, template: '{"state": <state>' }],
    ['a name of its own', { paths: { 'AWS.x': '$.id' }, template: '"x"' }],
    ['a path that it cannot read', { paths: { x: '$..id' }, template: '"x"' }],
    ['an empty template', { paths, template: '' }],
  ])('%s', (_, transformer) => {
    expect(problemsOf(transformer)).not.toEqual([]);
  });

  it('nothing of these', () => {
    for (const template of ['"<state>"', '"<state>"\n"<instance>"', '{"a": <state>, "b": "is <state>"}'])
      expect([template, problemsOf({ paths, template })]).toEqual([template, []]);
  });
});
