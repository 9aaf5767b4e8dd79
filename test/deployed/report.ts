/** One thing that was looked at, and whether it is as it must be. */
export interface Finding {
  readonly what: string;
  readonly passed: boolean;
  /** What was found; shown where it is not as it must be. */
  readonly found?: string;
}

export interface Report {
  /** Says what begins, and times it. What the work throws is thrown on, with the step's title. */
  readonly step: <T>(title: string, work: () => Promise<T>) => Promise<T>;
  readonly check: (finding: Finding) => void;
  /** Printed at the end. */
  readonly addTable: (head: readonly string[], rows: readonly (readonly string[])[]) => void;
  /** Counts as a failed check. From now on no step begins. */
  readonly stop: (why: string) => void;
  /** Prints the tables, the steps with their seconds, and `N passed, N failed`. */
  readonly close: () => { readonly failed: number };
}

export function createReport(write: (text: string) => void): Report {
  const tables: string[] = [];
  const steps: (readonly [string, string])[] = [];
  let passed = 0;
  let failed = 0;
  let stopped = false;

  function check(finding: Finding): void {
    if (finding.passed) passed += 1;
    else failed += 1;
    write(finding.passed ? `  ok      ${finding.what}` : `  FAILED  ${describe(finding)}`);
  }

  return {
    check,
    addTable: (head, rows) => tables.push(table(head, rows)),
    async step(title, work) {
      if (stopped) return new Promise(() => undefined);
      write(`\n${title}`);
      const startedAt = performance.now();
      try {
        return await work();
      } catch (cause) {
        throw new Error(`${title}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
      } finally {
        steps.push([title, ((performance.now() - startedAt) / 1000).toFixed(1)]);
      }
    },
    stop(why) {
      stopped = true;
      check({ what: 'all steps are done', passed: false, found: why });
    },
    close() {
      for (const text of [...tables, table(['step', 'seconds'], steps)]) write(`\n${text}`);
      write(`\n${passed} passed, ${failed} failed`);
      return { failed };
    },
  };
}

/** A step that is nothing but findings. @returns whether all is as it must be. */
export async function checkAll(
  report: Report,
  title: string,
  look: () => Promise<readonly Finding[]>,
): Promise<boolean> {
  return report.step(title, async () => {
    const findings = await look();
    for (const finding of findings) report.check(finding);
    return findings.every(({ passed }) => passed);
  });
}

function describe({ what, found }: Finding): string {
  return found === undefined ? what : `${what} (found: ${found === '' ? 'nothing' : found})`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
