// The parameter `since` of lists and streams: an id, or a time in ms.

/**
 * The items after the one of this id, or after this time; all where `since` is undefined.
 * @param timeOf - the time of an item, in ms
 * @param notFound - called when no item has this id; it throws
 */
export function itemsSince<Item extends { readonly id: string }>(
  items: readonly Item[],
  since: string | undefined,
  timeOf: (item: Item) => number,
  notFound: (id: string) => never,
): readonly Item[] {
  if (since === undefined) return items
  if (/^\d+$/.test(since)) return items.filter((item) => timeOf(item) > Number(since))
  const index = items.findIndex(({ id }) => id === since)
  return index === -1 ? notFound(since) : items.slice(index + 1)
}
