import { alertText } from './alert-text.ts';
import type { Channel } from './channel.ts';
import { digestEmail } from './digest-text.ts';
import { mailStyle } from './style.ts';
import { unreadableText } from './unreadable-text.ts';

const LINES = 60;

/** Plain text for mail clients. However many credentials an event names, it is one view long. */
export const email: Channel = {
  id: 'email',
  protocols: ['default', 'email'],
  format: 'text',
  render: (content) => alertText(content, { style: mailStyle, room: { lines: LINES, characters: 60_000 } }),
  renderUnreadable: (model) => unreadableText(model, mailStyle),
  renderDigest: digestEmail,
  limits: { lines: LINES, characters: 60_000, only: /^[\n\x20-\x7e]*$/ },
  answers: [1, 3, 4, 8, 22, 24],
};
