/** What was made and is to be removed, the last one first. */
export interface Leftovers {
  /** Say it before the call that makes it: a call that fails may have made it all the same. */
  readonly add: (name: string, remove: () => Promise<unknown>) => void;
  /** @returns what could not be removed, by name and reason. Every one is tried. */
  readonly remove: () => Promise<readonly string[]>;
}

export function createLeftovers(): Leftovers {
  const made: { readonly name: string; readonly remove: () => Promise<unknown> }[] = [];
  return {
    add: (name, remove) => made.push({ name, remove }),
    async remove() {
      const left: string[] = [];
      for (let last = made.pop(); last !== undefined; last = made.pop()) {
        try {
          await last.remove();
        } catch (error) {
          if (!isGone(error)) left.push(`${last.name}: ${messageOf(error)}`);
        }
      }
      return left;
    },
  };
}

/** It was never made, or somebody else has removed it. */
function isGone(error: unknown): boolean {
  return (
    error instanceof Error &&
    /NoSuchEntity|ResourceNotFound|NotFound|NonExistentQueue|QueueDoesNotExist/.test(error.name)
  );
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
