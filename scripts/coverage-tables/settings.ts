import { classify } from '../../src/core/classification.ts';
import { decide } from '../../src/core/decide.ts';
import type { DetectionClass } from '../../src/core/detection.ts';
import { reasons } from '../../src/core/reasons/index.ts';
import type { ResponsePolicy } from '../../src/core/response-policy.ts';
import { credential, detectionOf, KEY, policy, USER } from './examples.ts';
import { code, tableOf } from './markdown.ts';

/** For each class, a finding about a key of a user. */
const findings: Readonly<Record<DetectionClass, ReturnType<typeof detectionOf>>> = {
  confirmed: detectionOf(credential(KEY, USER)),
  suspected: detectionOf(credential(KEY, USER), { type: 'Recon:IAMUser/TorIPCaller', severity: 5 }),
  informational: detectionOf(credential(KEY, USER), {
    type: 'Policy:IAMUser/RootCredentialUsage',
    severity: 2,
  }),
  benign: detectionOf(credential(KEY, USER, { signal: 'api-call' }), {
    source: { id: 'cloudtrail', name: 'CloudTrail' },
    type: 'iam:CreateAccessKey',
    evidence: { targetUser: USER.userName },
  }),
};

const settings: readonly (readonly [words: string, change: Partial<ResponsePolicy>])[] = [
  ['by default', {}],
  ['`contain=confirmed`', { contain: 'confirmed' }],
  ['`contain=observe`', { contain: 'observe' }],
  ['`minimumSeverity=7`', { minimumSeverity: 7 }],
  ['the user in `exemptPrincipals`', { exemptPrincipals: [USER.userName] }],
];

/** Which settings allow the responder to deactivate a key, for each class. */
export function settingsTable(): readonly string[] {
  const classes = Object.entries(findings);
  const rows = settings.map(([words, change]) => [
    words,
    ...classes.map(([name, detection]) => {
      const [affected] = detection.affected;
      if (
        affected === undefined ||
        classify({ detection, affected, policy, history: undefined }).class !== name
      ) {
        throw new Error(`the example of the class ${name} has another class`);
      }
      const [decision] = decide(detection, { policy: { ...policy, ...change } });
      if (decision?.action !== 'none') return `${decision?.action}`;
      const reached = reasons[decision.reason].audience === 'machines' ? 'log and bus only' : 'alert only';
      return `${reached}: ${code(decision.reason)}`;
    }),
  ]);
  return tableOf(['', ...classes.map(([name]) => name)], rows);
}
