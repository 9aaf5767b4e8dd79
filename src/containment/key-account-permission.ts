import type { Permission } from '../core/permission.ts';

/** Asked by the function's own role, whatever account the containment is in: the answer is the same everywhere. */
export const keyAccountPermission: Permission = {
  sid: 'AccountOfKeys',
  because: 'This read supports no resource. It says which account a key belongs to, and nothing else.',
  actions: ['sts:GetAccessKeyInfo'],
  resource: '*',
};
