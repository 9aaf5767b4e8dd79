import type { Detection } from '../core/detection.ts';
import type { SubjectMatter } from '../core/subject-matter.ts';
import { type AlertContext, runbookFor } from './alert.ts';
import { type ConsoleOf, consoleLink } from './console-links.ts';
import { encodeForUrl } from './sanitize.ts';

/** Addresses of ours and of AWS's console; nothing of the event is more than a value in one. */
export interface Links {
  readonly finding?: string;
  readonly trail?: string;
  /** The user or role in IAM. */
  readonly principal?: string;
  readonly runbook: string;
}

export function linksFor(
  detection: Detection,
  subject: SubjectMatter,
  reason: string,
  context: AlertContext,
): Links {
  const { partition, identityCenter } = context;
  const { accountId } = subject;
  const there = { partition, accountId, region: detection.region, identityCenter };
  const finding = findingLink(detection, { ...there, accountId: detection.accountId });
  const trail = consoleLink(there, { service: 'cloudtrailv2', fragment: `/events${trailFilter(subject)}` });
  // The user of a sample finding was made up.
  const principal = detection.sample ? undefined : principalLink(subject, there);
  return {
    ...(finding !== undefined && { finding }),
    ...(trail !== undefined && { trail }),
    ...(principal !== undefined && { principal }),
    runbook: runbookFor(reason, context),
  };
}

/** Where the finding is seen; a report has no page of its own, and where it was found is the reporter's text. */
function findingLink({ source, findingId = '' }: Detection, there: ConsoleOf): string | undefined {
  // Detectors' ids are hexadecimal numbers, UUIDs and ARNs; of anything else the list of findings is shown.
  const id = /^[\w:/.-]{1,150}$/.test(findingId) ? encodeForUrl(findingId) : undefined;
  switch (source) {
    case 'guardduty':
      return consoleLink(there, {
        service: 'guardduty',
        fragment: `/findings?macros=current${id === undefined ? '' : `&fId=${id}`}`,
      });
    case 'security-hub':
      return consoleLink(there, { service: 'securityhub', fragment: '/findings' });
    case 'cloudtrail':
      return consoleLink(there, {
        service: 'cloudtrailv2',
        fragment: `/events${id === undefined ? '' : `/${id}`}`,
      });
    case 'trusted-advisor':
      return consoleLink(there, { service: 'trustedadvisor', fragment: '/category/security', global: true });
    case 'health':
      // Health's dashboard has an address of its own, known for the commercial partition.
      return there.partition === 'aws'
        ? 'https://health.aws.amazon.com/health/home#/account/event-log'
        : undefined;
    case 'report':
      return undefined;
  }
}

/** CloudTrail's Event history takes one attribute. CloudTrail API reference, LookupAttribute. */
function trailFilter({ accessKeyId, userName }: SubjectMatter): string {
  if (accessKeyId !== undefined) return `?AccessKeyId=${encodeForUrl(accessKeyId)}`;
  return userName === undefined ? '' : `?Username=${encodeForUrl(userName)}`;
}

function principalLink({ userName, roleName }: SubjectMatter, there: ConsoleOf): string | undefined {
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
