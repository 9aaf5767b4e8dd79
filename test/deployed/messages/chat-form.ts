import { textAt, valueAt } from '../json.ts';
import type { Finding } from '../report.ts';
import { finding } from './alert-form.ts';
import type { Notification } from './notification.ts';

/** The console of AWS, and where the settings say that the runbook is; everything else would be somebody else's. */
const OURS = /^https:\/\/([a-z0-9-]+\.)?(console|health)\.aws\.amazon\.com\//;

/**
 * A custom notification of Amazon Q Developer, which drops what is not one, without a word in the channel.
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export function lookAtChatForm(
  { json, text }: Notification,
  { incident, runbookUrl }: { readonly incident: string; readonly runbookUrl: string },
): Finding {
  const content = valueAt(json, 'content');
  const metadata = valueAt(json, 'metadata');
  const links = text.match(/https?[^\s"\\<>)|`]*/gi) ?? [];
  return finding('it is a custom notification of the thread of this key, with no link but ours', [
    textAt(json, 'version') === '1.0' && textAt(json, 'source') === 'custom' ? '' : 'version or source',
    textAt(content, 'textType') === 'client-markdown' ? '' : 'textType',
    sized('title', valueAt(content, 'title'), 250),
    sized('description', valueAt(content, 'description'), 8000),
    ...texts('nextSteps', valueAt(content, 'nextSteps'), 350),
    ...texts('keywords', valueAt(content, 'keywords'), 75),
    textAt(metadata, 'threadId') === incident ? '' : `threadId ${textAt(metadata, 'threadId')}`,
    ...['summary', 'eventType'].map((name) => (textAt(metadata, name) === '' ? name : '')),
    Array.isArray(valueAt(metadata, 'relatedResources')) ? '' : 'relatedResources',
    // Values that are no strings make it another schema.
    ...Object.values(valueAt(metadata, 'additionalContext') ?? { missing: 0 }).map((value) =>
      typeof value === 'string' ? '' : 'additionalContext',
    ),
    valueAt(metadata, 'enableCustomActions') === false ? '' : 'enableCustomActions',
    ...links.map((link) => (OURS.test(link) || link.startsWith(runbookUrl) ? '' : `the link ${link}`)),
  ]);
}

function texts(name: string, value: unknown, limit: number): readonly string[] {
  return Array.isArray(value) ? value.map((one) => sized(name, one, limit)) : [`${name} is no list`];
}

function sized(name: string, value: unknown, limit: number): string {
  const fits = typeof value === 'string' && value.length > 0 && value.length <= limit;
  return fits ? '' : `${name} of ${typeof value === 'string' ? value.length : typeof value}`;
}
