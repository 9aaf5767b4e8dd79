/** Bounded, because a process may live for hours while the ledger is out. */
export function remember(known: Set<string>, news: string): void {
  if (known.size >= 10_000) known.clear();
  known.add(news);
}
