/** AWS's answers that do not change by waiting: the permission is missing, or there is no such thing. */
export const DENIED: readonly string[] = ['AccessDenied', 'AccessDeniedException', 'NoSuchEntityException'];
