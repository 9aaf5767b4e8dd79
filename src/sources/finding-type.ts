/**
 * GuardDuty's finding type as Security Hub writes it: `TTPs/Discovery/Recon:IAMUser-TorIPCaller` is
 * `Recon:IAMUser/TorIPCaller`. GuardDuty user guide, "Integrating AWS Security Hub with GuardDuty".
 */
export function findingTypeOf(types: readonly unknown[]): string {
  const type = types.find((entry) => typeof entry === 'string');
  const [, purpose, name] = /([A-Za-z]+:[A-Za-z0-9]+)[-/]([\w.]+)$/.exec(type ?? '') ?? [];
  return purpose === undefined ? (type ?? 'unknown') : `${purpose}/${name}`;
}
