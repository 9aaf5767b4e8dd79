import { tellOfMany } from '../alerting/many-credentials.ts';

/** Events that name many credentials: how many, and of how many one could not be stopped. */
const events = [
  [3, 2],
  [12, 3],
  [40, 1],
  [100, 1_000],
] as const;

/** What the mail and the chat tell of the others, as far as there is room. */
export function manyFile(): string {
  const sections = events.map(([count, eachActive]) => {
    const { subject, bodies } = tellOfMany(count, eachActive);
    const { content } = JSON.parse(bodies['https'] ?? '{}') as {
      readonly content: { readonly description: string };
    };
    return [
      `===== ${count} credentials, each ${eachActive}th is Active =====`,
      subject,
      ...['', bodies['email'] ?? '', '', '----- chat -----', content.description],
    ].join('\n');
  });
  return `${sections.join('\n\n')}\n`;
}
