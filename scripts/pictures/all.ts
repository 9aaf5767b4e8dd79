import { readFileSync } from 'node:fs';
import { type Card, chatCard } from './chat.ts';
import { type Mail, mailWindow } from './mail.ts';
import { svg } from './svg.ts';

/** The pictures of docs/pictures by their names, as they are to be drawn from the golden files now. */
export function pictures(): ReadonlyMap<string, string> {
  return new Map([
    ['alert-not-contained.svg', svg(mailWindow(mailOf('not-contained-refused')))],
    ['alert-contained.svg', svg(mailWindow(mailOf('contained')))],
    ['alert-contained-chat.svg', svg(chatCard(cardOf('contained')))],
  ]);
}

function mailOf(name: string): Mail {
  const [, subject = ''] = /^alert {2}(.+)$/m.exec(golden(name, 'subject.txt')) ?? [];
  return { subject, text: golden(name, 'email.txt') };
}

function cardOf(name: string): Card {
  const { content, metadata } = JSON.parse(golden(name, 'chat.json'));
  const { title, description, nextSteps, keywords } = content;
  return { title, description, nextSteps, keywords, state: metadata.additionalContext.state };
}

function golden(name: string, file: string): string {
  return readFileSync(new URL(`../../test/golden/aws/${name}/${file}`, import.meta.url), 'utf8');
}
