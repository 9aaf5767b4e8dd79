import { beforeAll, describe, expect, test } from '@jest/globals';
import { attacks } from './attacks.ts';
import * as inert from './inert.ts';
import { FOREIGN } from './payloads.ts';
import { everyOne, type Rehearsed, rehearse } from './rehearsal.ts';
import { saysTheSame } from './same.ts';
import type { Told } from './told.ts';

const shown = attacks
  .map(({ event, shown: fields, settings = {} }, attack) => ({ event, fields, settings, attack }))
  .filter(({ fields }) => fields.length > 0);
const rehearsals = rehearse(shown);

describe.each(shown.map((one, index) => ({ ...one, index })))(
  'in every field of $event that is shown at most $settings',
  ({ index }) => {
    let rehearsed: Rehearsed;
    beforeAll(async () => {
      rehearsed = (await rehearsals[index]) as Rehearsed;
    }, 300_000);

    /** An empty text is an absent one, which makes fewer lines; of a report without a reason there is an alert of its own. */
    const everyText = (check: (told: Told, benign: Told) => void) =>
      everyOne(rehearsed, (told, name) => name !== 'empty' && check(told, rehearsed.benign));

    test('no text changes what is done, nor how it ends', () => {
      everyText(({ ended, iam, keyStatus }, benign) => {
        expect({ ended, iam, keyStatus }).toEqual({
          ended: benign.ended,
          iam: benign.iam,
          keyStatus: benign.keyStatus,
        });
      });
    });

    test('no text changes anything that is said but in its own quotes', () => everyText(saysTheSame));
    test('SNS and EventBridge take every one', () => everyOne(rehearsed, inert.isTaken));
    test('everything is printable', () => everyOne(rehearsed, inert.isPrintable));
    test('nothing is a link but our own addresses', () => everyOne(rehearsed, inert.linksNowhere));
    test('it is short enough for every kind of subscriber', () => everyOne(rehearsed, inert.isShort));
    test('nothing is marked in chat, and nobody mentioned', () => everyOne(rehearsed, inert.marksNothing));
    test('it stands after the verdict, in quotes', () => {
      everyOne(rehearsed, (told) => inert.standsAfterTheVerdict(told, FOREIGN));
    });
  },
);
