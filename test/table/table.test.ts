import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BusEvent } from '../../local/aws/event-bridge.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { isBusEvent } from '../../local/stack/bus-event.ts';
import { matchingRules } from '../../local/stack/rule-matching.ts';
import { readStack } from '../../local/template.ts';
import { readDetection } from '../../src/sources/index.ts';
import type { Json } from '../fixture.ts';
import { type House, openHouse } from '../house.ts';
import { anyOf, type Calls } from './calls.ts';
import { check } from './check.ts';
import { type Combination, combinationsOf } from './row.ts';
import { otherButton } from './security-hub.ts';
import { type Setting, settings } from './settings.ts';
import { table } from './table.ts';
import { buildRoles, populate } from './world.ts';

const BUS = 'compromised-key-responder-prod';
const { rules } = readStack('.serverless', {
  accountId: '111122223333',
  region: 'us-east-1',
  partition: 'aws',
  stackName: BUS,
});

const combinations = combinationsOf(table);
const byDefault = combinations.filter(({ setting }) => setting === 'defaults');

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
  buildRoles(aws);
});
afterAll(() => aws.stop());

describe('the rules of the packaged template', () => {
  test.each(byDefault.map((one) => [`${one.source}: ${one.row.tells}`, one] as const))(
    '%s',
    (_, { row, source }) => {
      const bus = source === 'report' ? BUS : 'default';
      expect(rulesFor(row.event, bus)).toEqual(row.rule === undefined ? [] : [row.rule]);
    },
  );

  test('deliver no button of an analyst but the one that was made for it', () => {
    expect(rulesFor(otherButton, 'default')).toEqual([]);
  });
});

describe.each(combinations.map((one) => [`${one.source}: ${one.row.tells}`, one] as const))(
  '%s',
  (_, one) => {
    test(`${one.setting}: ${endOf(one)}`, async () => {
      const toWorld = populate(aws);
      await check(houseWith(one.setting), aws, toWorld(one.row.event), { ...one, before: beforeIt(one) });
    });
  },
);

/**
 * Trusted Advisor refreshes what it told before: whether a person undid it is asked first. Who makes a credential is a thief or
 * not by what the ledger knows.
 */
function beforeIt({ source, row: { event } }: Combination): Calls {
  const reading = readDetection(event);
  const makes = reading.ok && reading.detection.affected.some(({ kind }) => kind === 'new-credential');
  return source === 'trusted-advisor' || makes ? [anyOf('dynamodb:GetItem')] : [];
}

/**
 * As Lambda keeps an environment from event to event; what one of them knows of an event before, it must not use. The
 * credentials of member accounts it may: there every row has a house of its own, which asks for them.
 */
const houses = new Map<Setting, House>();

function houseWith(setting: Setting): House {
  const known = setting === 'member accounts' ? undefined : houses.get(setting);
  const house = known ?? openHouse(aws, settings[setting]);
  houses.set(setting, house);
  return house;
}

function endOf({ outcomes }: Combination): string {
  return outcomes.map(({ ending: { state, reason } }) => `${state} ${reason}`).join(', ');
}

function rulesFor(event: Json, busName: string): readonly string[] {
  return matchingRules(rules, busName, busEventOf(event)).map(({ logicalId }) => logicalId);
}

function busEventOf(event: Json): BusEvent {
  if (!isBusEvent(event)) throw new Error('not an event of EventBridge');
  return event;
}
