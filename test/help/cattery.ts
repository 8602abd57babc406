// A small store for tests: cats, which have a home.
import { Store } from '../../src/store/store.js'

export interface Cat {
  readonly id: string
  readonly name: string
  readonly home: string
}

export type Cattery = ReturnType<typeof cattery>

/** Empty. */
export function cattery() {
  const store = new Store()
  const cats = store.table<Cat>('cats', (cat) => cat.id, {
    unique: { name: (cat) => cat.name },
    groups: { home: (cat) => cat.home },
  })
  const homes = store.table<{ id: string }>('homes', (home) => home.id)
  return { store, cats, homes }
}

/** Fails, in the middle of a transaction. @throws Error always */
export const stop = () => {
  throw new Error('stop')
}
