/** `2026-05-04 03:12:08Z`, for people. @param iso ISO 8601 in UTC. */
export function inSeconds(iso: string): string {
  return iso.replace('T', ' ').replace(/\.\d+Z$/, 'Z');
}

export function inMinutes(iso: string): string {
  return inSeconds(iso).replace(/:\d\dZ$/, 'Z');
}

export function ageInWords(milliseconds: number): string {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2_880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1_440)} days`;
}
