interface Page {
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

/** All pages of one of IAM's lists. */
export async function everyPage<T extends Page>(
  fetch: (marker: { readonly Marker?: string }) => Promise<T>,
): Promise<readonly T[]> {
  const pages: T[] = [];
  let page = await fetch({});
  pages.push(page);
  while (page.IsTruncated === true && page.Marker !== undefined) {
    page = await fetch({ Marker: page.Marker });
    pages.push(page);
  }
  return pages;
}
