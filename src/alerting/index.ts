import type { Channel } from './channel.ts';
import { chat } from './chat.ts';
import { email } from './email.ts';
import { machine } from './machine-json.ts';
import { sms } from './sms.ts';

/** Every channel of the alert topic. The pager has its own topic. */
export const channels: readonly Channel[] = [email, sms, chat, machine];
