import type { OptionalPolicy, Permission } from '../../src/core/permission.ts';

/** Permissions of one name are one statement. @throws RangeError where they are not about the same. */
export function merged(permissions: readonly Permission[]): readonly Permission[] {
  return [...Map.groupBy(permissions, ({ sid }) => sid).values()].map((same) => {
    const [first] = same;
    if (first === undefined) throw new RangeError('a group has at least one');
    if (new Set(same.map((one) => JSON.stringify({ ...one, actions: [] }))).size > 1) {
      throw new RangeError(
        `permissions called ${first.sid} have different resources, conditions or policies`,
      );
    }
    return { ...first, actions: [...new Set(same.flatMap(({ actions }) => actions))] };
  });
}

/** What is always granted, and the policies that depend on a setting. */
export function byPolicy(permissions: readonly Permission[]): {
  readonly always: readonly Permission[];
  readonly optional: readonly {
    readonly policy: OptionalPolicy;
    readonly permissions: readonly Permission[];
  }[];
} {
  const all = merged(permissions);
  const optional = Map.groupBy(
    all.filter(({ only }) => only !== undefined),
    ({ only }) => JSON.stringify(only),
  );
  return {
    always: all.filter(({ only }) => only === undefined),
    optional: [...optional].map(([policy, its]) => ({ policy: JSON.parse(policy), permissions: its })),
  };
}
