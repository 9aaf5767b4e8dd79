import { parentPort, workerData } from 'node:worker_threads';
import { startAws } from '../../local/aws.ts';
import { openHouseWithPager } from '../house.ts';
import { attacks, reportWithField, withText } from './attacks.ts';
import { type Rehearsal, textsFor } from './rehearsal.ts';
import { packed, populate, tell } from './told.ts';

/** A world of its own: the whole handler against an embedded AWS, without jest around it. */
const aws = await startAws();
aws.identities.createRole({ roleName: 'ci-deploy' });

for (const { index, rehearsal } of workerData as { index: number; rehearsal: Rehearsal }[]) {
  const attack = rehearsal.attack === undefined ? undefined : attacks[rehearsal.attack];
  const house = openHouseWithPager(aws, attack?.settings);
  const put = (text: string) => {
    populate(aws);
    const event = attack === undefined ? reportWithField(text) : withText(attack, rehearsal.fields, text);
    return tell(aws, house, event);
  };
  // Every field is there, or the benign alert would have fewer lines.
  const benign = packed(await put('x'));
  const told: [string, unknown][] = [];
  for (const [name, text] of Object.entries(textsFor(rehearsal))) told.push([name, packed(await put(text))]);
  parentPort?.postMessage({ index, benign, told });
}
await aws.stop();
