import type { OptionalPolicy, Permission } from '../../src/core/permission.ts';

/** Permissions with the same sid become one statement. @throws RangeError if they differ in more than their actions. */
export function merged(permissions: readonly Permission[]): readonly Permission[] {
  return [...Map.groupBy(permissions, ({ sid }) => sid).values()].map((same) => {
    const [first] = same;
    if (first === undefined) throw new RangeError('a group needs at least one permission');
    if (new Set(same.map((one) => JSON.stringify({ ...one, actions: [] }))).size > 1) {
      throw new RangeError(
        `permissions called ${first.sid} have different resources, conditions or policies`,
      );
    }
    return { ...first, actions: [...new Set(same.flatMap(({ actions }) => actions))] };
  });
}

/** The permissions of every deployment, and the policies that depend on a setting. */
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
