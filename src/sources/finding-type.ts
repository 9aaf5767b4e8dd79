/**
 * Security Hub rewrites GuardDuty's finding type: `Recon:IAMUser/TorIPCaller` becomes
 * `TTPs/Discovery/Recon:IAMUser-TorIPCaller`. GuardDuty user guide, "Integrating AWS Security Hub with GuardDuty".
 * The text is bounded first. Anybody who may import findings can write it, and the pattern is slow on a long text.
 */
export function findingTypeOf(types: readonly unknown[]): string {
  const type = types.find((entry) => typeof entry === 'string');
  const [, purpose, name] =
    /([A-Za-z]{1,40}:[A-Za-z0-9]{1,40})[-/]([\w.]{1,100})$/.exec((type ?? '').slice(-200)) ?? [];
  return purpose === undefined ? (type ?? 'unknown') : `${purpose}/${name}`;
}
