import { placeOf } from '../core/place.ts';
import { END_STORM, latestOf, needsSomebody } from '../core/storm.ts';
import { text } from '../sources/fields.ts';
import { type AnyTask, task } from './task.ts';

const MINUTE_MS = 60_000;

/** A storm of alerts is over when nothing new came for ten minutes. Then people get all of it once more. */
export const endStorm: AnyTask = task<{ readonly storm: string }>({
  name: END_STORM,
  parse: (payload) => {
    const storm = /^storm\/[a-z0-9]{1,20}$/.exec(text(payload, 'storm') ?? '')?.[0];
    return storm === undefined ? undefined : { storm };
  },
  run: async ({ storm }, c) => {
    const { storms } = await c.incidents.get();
    const sentAt = c.clock.now();
    const again = async (milliseconds: number) => {
      const later = await c.later.get();
      await later.send(
        { task: END_STORM, payload: { storm } },
        { delaySeconds: Math.ceil(milliseconds / 1000) },
      );
    };
    const quietIn = await storms.end(storm, sentAt);
    if (quietIn > 0) return again(quietIn);
    const tells = await storms.claimEnd(storm, sentAt);
    if (tells === 'later') return again(MINUTE_MS);
    if (tells === 'never') return;
    const place = placeOf(c.invocation.invokedFunctionArn);
    const members = await storms.members(storm);
    const { errors } = await (await c.alerts.get()).sendDigest(
      { storm, members, over: true, place, sentAt },
      // That nothing new comes is no reason to sleep, if one of them still needs somebody.
      { page: !latestOf(members).some(needsSomebody) },
    );
    if (errors.length > 0) throw new UntoldStormError(errors);
    await storms.close(storm);
  },
});

export class UntoldStormError extends Error {
  override readonly name = 'UntoldStormError';

  constructor(errors: readonly string[]) {
    super(`the end of a storm of alerts is not told: ${errors.join('; ')}`);
  }
}
