import { checkAll, type Report } from '../report.ts';
import type { Proof } from '../run-case.ts';
import { fightDuel } from './duel.ts';
import { hearOwnEcho } from './echo.ts';
import { weatherStorm } from './storm.ts';
import type { Figure, Story } from './story.ts';
import { stopStubborn } from './stubborn.ts';
import { tellOnce } from './told-once.ts';

/** What comes after the first event. @returns the rows of its table. */
export async function proveIncident(proof: Proof, report: Report): Promise<readonly Figure[]> {
  const stories: readonly (readonly [string, (proof: Proof) => Promise<Story>])[] = [
    ["the record of the responder's own call", hearOwnEcho],
    ['a honey key used many times at once', tellOnce],
    ['many keys within a minute', weatherStorm],
    ['somebody whom nobody trusts fights back', stopStubborn],
    ['a duel of a minute', fightDuel],
  ];
  const figures: Figure[] = [];
  for (const [title, story] of stories)
    figures.push(...(await proveStory(report, title, () => story(proof))));
  return figures;
}

export async function proveStory(
  report: Report,
  title: string,
  tellStory: () => Promise<Story>,
): Promise<readonly Figure[]> {
  let figures: readonly Figure[] = [];
  await checkAll(report, title, async () => {
    const story = await tellStory();
    figures = story.figures;
    return story.findings;
  });
  return figures;
}
