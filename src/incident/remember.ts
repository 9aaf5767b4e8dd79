/** Bounded, because a process may live for hours while the ledger is out. */
export function remember(known: Set<string>, news: string): void {
  makeRoomIn(known);
  known.add(news);
}

export function makeRoomIn(known: { readonly size: number; clear(): void }): void {
  if (known.size >= 10_000) known.clear();
}
