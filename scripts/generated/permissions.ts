import type { Permission, SeparatePolicy } from '../../src/core/permission.ts';

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

/** The permissions in the role itself, and the policies beside it. */
export function byPolicy(permissions: readonly Permission[]): {
  readonly inRole: readonly Permission[];
  readonly beside: readonly {
    readonly policy: SeparatePolicy;
    readonly permissions: readonly Permission[];
  }[];
} {
  const all = merged(permissions);
  const beside = Map.groupBy(
    all.filter(({ only }) => only !== undefined),
    ({ only }) => JSON.stringify(only),
  );
  return {
    inRole: all.filter(({ only }) => only === undefined),
    beside: [...beside].map(([policy, its]) => ({ policy: JSON.parse(policy), permissions: its })),
  };
}
