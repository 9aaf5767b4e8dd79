/**
 * GuardDuty's finding type as Security Hub writes it: `TTPs/Discovery/Recon:IAMUser-TorIPCaller` is
 * `Recon:IAMUser/TorIPCaller`. GuardDuty user guide, "Integrating AWS Security Hub with GuardDuty".
 * Bounded: whoever may import findings writes this text, and every letter of a long one would be tried as the beginning.
 */
export function findingTypeOf(types: readonly unknown[]): string {
  const type = types.find((entry) => typeof entry === 'string');
  const [, purpose, name] =
    /([A-Za-z]{1,40}:[A-Za-z0-9]{1,40})[-/]([\w.]{1,100})$/.exec((type ?? '').slice(-200)) ?? [];
  return purpose === undefined ? (type ?? 'unknown') : `${purpose}/${name}`;
}
