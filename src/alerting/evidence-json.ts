import type { Detection, Evidence } from '../core/detection.ts';
import type { Actor, Report, Sequence, Target } from './machine-schema.ts';
import { textForJson } from './sanitize.ts';

/**
 * Untrusted text, most of it from the attacker. Only these single fields are copied, so no secret of a response element
 * can get into the message.
 */
export function evidenceJson({ evidence }: Detection): {
  readonly actor?: Actor;
  readonly target?: Target;
  readonly report?: Report;
  readonly sequence?: Sequence;
} {
  const actor = untrusted({
    ip: evidence.sourceIp,
    network: evidence.network,
    country: evidence.country,
    caller: evidence.caller,
    through: evidence.through,
    api: evidence.api,
    errorCode: evidence.errorCode,
    userAgent: evidence.userAgent,
  });
  const target = untrusted({ userName: evidence.targetUser, accessKeyId: evidence.targetKey });
  const report = untrusted({
    title: evidence.title,
    apiKey: evidence.apiKey,
    reason: evidence.reason,
    reportedBy: evidence.reportedBy,
    url: evidence.url,
  });
  const sequence = sequenceJson(evidence);
  return {
    ...(actor && { actor }),
    ...(target && { target }),
    ...(report && { report }),
    ...(sequence && { sequence }),
  };
}

/** Of each list as much as a person could read. */
const MOST_OF_A_SEQUENCE = 20;

function sequenceJson({ addresses, calls, signals, processes, resources }: Evidence): Sequence | undefined {
  const given = Object.entries({ addresses, calls, signals, processes, resources }).flatMap(
    ([name, texts]) =>
      texts === undefined || texts.length === 0
        ? []
        : [[name, texts.slice(0, MOST_OF_A_SEQUENCE).map((text) => textForJson(text, 100))] as const],
  );
  if (given.length === 0) return undefined;
  return { ...Object.fromEntries(given), untrusted: given.map(([name]) => name) };
}

/** A reporter can write a very long text, but SNS and EventBridge take 256 KB. */
function untrusted<K extends string>(
  texts: Readonly<Record<K, string | undefined>>,
): ({ readonly [N in K]?: string } & { readonly untrusted: readonly string[] }) | undefined {
  const given = Object.entries<string | undefined>(texts).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, textForJson(text)] as const],
  );
  if (given.length === 0) return undefined;
  const shown = Object.fromEntries(given) as { readonly [N in K]?: string };
  return { ...shown, untrusted: given.map(([name]) => name) };
}
