// What a word finds in a list: what is called so stands first, what only mentions it follows.

/**
 * The items in which the text occurs, upper or lower case, in their order but for those that have it as a name.
 * @param textOf - all that is looked through
 */
export function found<Item>(
  items: readonly Item[],
  text: string,
  namesOf: (item: Item) => readonly (string | null)[],
  textOf: (item: Item) => string,
): Item[] {
  const wanted = text.toLowerCase()
  const all = items.filter((item) => textOf(item).toLowerCase().includes(wanted))
  const isNamed = (item: Item) => namesOf(item).some((name) => name?.toLowerCase() === wanted)
  return [...all.filter(isNamed), ...all.filter((item) => !isNamed(item))]
}
