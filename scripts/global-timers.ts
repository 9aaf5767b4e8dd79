/**
 * Replaces `node:timers` in the bundles: middy imports it for what is global anyway. An import of it would also load
 * `node:timers/promises`, which costs 1 ms of a cold start.
 */
export const { setTimeout, clearTimeout } = globalThis;
