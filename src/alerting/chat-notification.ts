/**
 * Amazon Q Developer takes a title of 250, a description of 8,000 and steps of 350 characters. These are shorter, to be
 * sure and to be readable.
 */
export const longestInChat = { title: 240, description: 7_800, step: 300, keyword: 40 } as const;

export interface Notification {
  readonly id: string;
  readonly title: string;
  readonly description: readonly string[];
  readonly nextSteps: readonly string[];
  readonly keywords: readonly string[];
  readonly threadId: string;
  readonly summary: string;
  readonly resources: readonly string[];
  readonly state: string;
  readonly version: string;
}

export function chatNotification(parts: Notification): string {
  return JSON.stringify({
    version: '1.0',
    source: 'custom',
    id: parts.id.replace(/[^\w:-]/g, '').slice(0, 64),
    content: {
      textType: 'client-markdown',
      title: parts.title.slice(0, longestInChat.title),
      description: parts.description.join('\n').slice(0, longestInChat.description),
      nextSteps: parts.nextSteps,
      keywords: parts.keywords.map((keyword) => keyword.slice(0, longestInChat.keyword)),
    },
    metadata: {
      threadId: parts.threadId,
      summary: parts.summary.slice(0, longestInChat.title),
      eventType: 'AccessKeyAlert',
      relatedResources: parts.resources,
      additionalContext: { state: parts.state, schemaVersion: '1.0', responder: parts.version },
      enableCustomActions: false,
    },
  });
}
