import type { Finding } from './report.ts';
import { ALERT_EMAIL, type Deployment, PAGER_ENDPOINT } from './standing.ts';

/** What each deployment changes, as `npm run deploy` prints it. */
const SAYS: Readonly<Record<Deployment, readonly (string | RegExp)[]>> = {
  defaults: [
    'compromised-key-responder-prod in us-east-1 is new, with contain: suspected',
    /^WARNING: nobody gets what is published on compromised-key-responder-prod-AlertTopic/m,
    /^WARNING: nobody gets what is published on compromised-key-responder-prod-OperationsTopic/m,
    'This deployment is told on the operations topic, because nobody is on trustedPrincipals',
  ],
  named: [
    'compromised-key-responder-prod in us-east-1 changes:',
    `  alertEmail: empty → ${ALERT_EMAIL}`,
    /^ {2}pagerEndpoint: empty → set, [0-9a-f]{12}$/m,
  ],
  everything: ['  quarantineUsers: false → true', /^ {2}revocableRoles: .+ → \*$/m],
};

/** `npm run deploy` says which settings change, who hears nothing, and no secret. */
export function lookAtWhatDeploySays(printed: string, deployment: Deployment): readonly Finding[] {
  // npm shows the command line, in which the test gives the address.
  const output = printed.replace(/^> .*$/gm, '');
  const missing = SAYS[deployment].filter((said) =>
    typeof said === 'string' ? !output.includes(said) : !said.test(output),
  );
  const unchanged = deployment === 'everything' && /^ {2}(alertEmail|contain): /m.test(output);
  return [
    {
      what: 'the deployment says which settings change, and who hears nothing',
      passed: missing.length === 0 && !unchanged,
      found: missing.join(', '),
    },
    { what: "the deployment shows no pager's address", passed: !output.includes(PAGER_ENDPOINT) },
  ];
}
