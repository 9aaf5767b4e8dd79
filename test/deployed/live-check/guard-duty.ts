import { randomUUID } from 'node:crypto';
import type { AwsEvent } from '../events/envelope.ts';
import { guardDutyFinding } from '../events/guard-duty.ts';
import { ACCOUNT_ID, REGION } from '../ministack.ts';
import type { Answer, Call } from './what-aws-sends.ts';

/** GuardDuty of each Region, as far as a live check calls it. */
export interface GuardDuty {
  readonly answer: (call: Call) => Promise<Answer>;
  readonly findings: readonly Finding[];
}

interface Finding {
  readonly region: string;
  readonly id: string;
  readonly type: string;
  archived: boolean;
}

/** As AWS's samples have them. */
const ACTOR = {
  accountId: ACCOUNT_ID,
  accessKeyId: 'GeneratedFindingAccessKeyId',
  principalId: 'GeneratedFindingPrincipalId',
  userType: 'IAMUser',
  userName: 'GeneratedFindingUserName',
} as const;

const DETECTOR = '0'.repeat(32);
/** Somebody made a sample before. */
export const EARLIER = 'UnauthorizedAccess:IAMUser/MaliciousIPCaller';

/** API reference of GuardDuty: ListDetectors, ListFindings, GetFindings, CreateSampleFindings, ArchiveFindings. */
export function createGuardDuty(send: (event: AwsEvent) => Promise<void>): GuardDuty {
  const findings: Finding[] = [{ region: REGION, id: 'earlier', type: EARLIER, archived: false }];
  const calls: Readonly<Record<string, (body: Body, region: string) => Promise<object> | object>> = {
    '/detector': () => ({ detectorIds: [DETECTOR] }),
    findings: ({ findingCriteria }, region) => {
      const { type, 'resource.accessKeyDetails.userName': user } = findingCriteria?.criterion ?? {};
      const found = findings.filter((one) => one.region === region && type?.equals.includes(one.type));
      return { findingIds: user?.equals.includes(ACTOR.userName) ? found.map(({ id }) => id) : [] };
    },
    get: ({ findingIds = [] }) => ({
      findings: findingIds.map((id) => ({ id, title: '[SAMPLE] API GeneratedFindingAPIName was invoked.' })),
    }),
    archive: ({ findingIds = [] }) => {
      for (const finding of findings) finding.archived ||= findingIds.includes(finding.id);
      return {};
    },
    create: async ({ findingTypes = [] }, region) => {
      for (const type of findingTypes) {
        // Of a second one it would tell hours later.
        const isKnown = findings.some((one) => one.region === region && one.type === type);
        const id = randomUUID().replaceAll('-', '');
        findings.push({ region, id, type, archived: false });
        if (!isKnown) await send(sampleIn(region, { type, id }));
      }
      return {};
    },
  };
  return {
    findings,
    async answer({ path, body, region }) {
      const call = calls[path] ?? calls[path.split('/').at(-1) ?? ''];
      if (call === undefined) return { status: 404, body: '{}' };
      return { status: 200, body: JSON.stringify(await call(JSON.parse(body || '{}'), region)) };
    },
  };
}

interface Body {
  readonly findingTypes?: readonly string[];
  readonly findingIds?: readonly string[];
  readonly findingCriteria?: {
    readonly criterion?: Readonly<Record<string, { readonly equals: readonly string[] }>>;
  };
}

function sampleIn(region: string, { type, id }: { readonly type: string; readonly id: string }): AwsEvent {
  const event = guardDutyFinding(ACTOR, { type, id, sample: true });
  return { ...event, region, detail: { ...event.detail, region } };
}
