import { isServiceCredentialId } from './access-key-id.ts';
import type { AffectedIdentity } from './detection.ts';
import type { OtherCredential } from './user-credential.ts';

/** The one that the event is about: it was made, or somebody reported its id. */
export function otherCredentialOf(affected: AffectedIdentity): OtherCredential | undefined {
  if (affected.kind === 'new-credential') return affected.other;
  const id = affected.kind === 'credential' ? affected.accessKeyId : undefined;
  return id !== undefined && isServiceCredentialId(id)
    ? { kind: 'service-specific-credential', id }
    : undefined;
}
