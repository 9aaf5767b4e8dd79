import type { Detection } from '../core/detection.ts';
import type { IncidentEntry } from '../core/incident.ts';
import type { IncidentEntity } from '../core/incident-entity.ts';
import { type AlertContext, runbookFor } from './alert.ts';
import { type ConsoleOf, consoleLink } from './console-links.ts';
import { encodeForUrl } from './sanitize.ts';

/** Addresses of the runbook and AWS's console. Text of the event is never more than a value in one. */
export interface Links {
  readonly finding?: string;
  readonly trail?: string;
  /** The user or role in IAM. */
  readonly principal?: string;
  /** Absent if nobody said where it is published. */
  readonly runbook?: string;
}

export function linksFor(
  { entity, outcome }: IncidentEntry,
  { detection, context }: { readonly detection: Detection; readonly context: AlertContext },
): Links {
  const { settings, place } = context;
  const there = {
    partition: place.partition,
    accountId: entity.accountId,
    region: detection.region,
    identityCenter: settings.identityCenter,
  };
  const finding = findingLink(detection, { ...there, accountId: detection.accountId });
  const trail = consoleLink(there, { service: 'cloudtrailv2', fragment: `/events${trailFilter(entity)}` });
  // The user of a sample finding does not exist.
  const principal = detection.sample ? undefined : principalLink(entity, there);
  const runbook = runbookFor(outcome.reason, settings);
  return {
    ...(finding !== undefined && { finding }),
    ...(trail !== undefined && { trail }),
    ...(principal !== undefined && { principal }),
    ...(runbook !== undefined && { runbook }),
  };
}

/** The page of the finding, from its source. */
function findingLink({ findingPage }: Detection, there: ConsoleOf): string | undefined {
  if (findingPage === undefined) return undefined;
  if ('service' in findingPage) return consoleLink(there, findingPage);
  return there.partition === 'aws' ? findingPage.commercialAddress : undefined;
}

/** CloudTrail's Event history takes only one attribute. CloudTrail API reference, LookupAttribute. */
function trailFilter({ accessKeyId, userName }: IncidentEntity): string {
  if (accessKeyId !== undefined) return `?AccessKeyId=${encodeForUrl(accessKeyId)}`;
  return userName === undefined ? '' : `?Username=${encodeForUrl(userName)}`;
}

function principalLink({ userName, roleName }: IncidentEntity, there: ConsoleOf): string | undefined {
  if (userName !== undefined) {
    const fragment = `/users/details/${encodeForUrl(userName)}?section=security_credentials`;
    return consoleLink(there, { service: 'iam', fragment, global: true });
  }
  if (roleName === undefined) return undefined;
  return consoleLink(there, {
    service: 'iam',
    fragment: `/roles/details/${encodeForUrl(roleName)}`,
    global: true,
  });
}
