// Parts of an answer that are made when it is written as JSON: all at once, or in pieces, so that other calls are answered
// meanwhile. Each can be made once, in the order in which they stand.

/** A list whose items are made one by one. */
class LateList {
  readonly items: Iterable<unknown>

  constructor(items: Iterable<unknown>) {
    this.items = items
  }
}

/** A value that is made in steps. */
class LateValue {
  readonly steps: Iterator<void, unknown>

  constructor(steps: Iterator<void, unknown>) {
    this.steps = steps
  }
}

/** The list of these items, which are made when it is written; before that, it can only be put into an answer. */
export function lateList<Item>(items: Iterable<Item>): Item[] {
  return new LateList(items) as object as Item[]
}

/** What these steps return, made when it is written; before that, it can only be an answer or a part of one. */
export function lateValue<Value extends object>(steps: Iterator<void, Value>): Value {
  return new LateValue(steps) as object as Value
}

/** Whether something in an answer is late. */
export function isLate(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return false
  if (part instanceof LateList || part instanceof LateValue) return true
  for (const key in part) if (isLate(Reflect.get(part, key))) return true // one by one: a getter behind it is not asked yet
  return false
}

/** An answer with everything made, as it would be read from its JSON. */
export function made(answer: unknown): unknown {
  return isLate(answer) ? JSON.parse([...jsonPieces(answer)].join('')) : answer
}

/** The JSON of an answer, its late parts piece by piece. After a step of a value comes an empty piece. */
export function* jsonPieces(part: unknown): Generator<string, void> {
  if (part instanceof LateList) yield* listPieces(part.items)
  else if (part instanceof LateValue) yield* valuePieces(part)
  else if (!isLate(part)) yield JSON.stringify(part)
  else if (Array.isArray(part)) yield* listPieces(part)
  else yield* objectPieces(Object(part))
}

function* listPieces(items: Iterable<unknown>): Generator<string, void> {
  let before = '['
  for (const item of items) {
    yield before
    yield* jsonPieces(item)
    before = ','
  }
  yield before === '[' ? '[]' : ']'
}

function* objectPieces(object: object): Generator<string, void> {
  let before = '{'
  for (const key of Object.keys(object)) {
    const part: unknown = Reflect.get(object, key) // when its turn comes, as JSON.stringify does
    if (part === undefined) continue
    yield `${before}${JSON.stringify(key)}:`
    yield* jsonPieces(part)
    before = ','
  }
  yield '}'
}

function* valuePieces({ steps }: LateValue): Generator<string, void> {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return yield* jsonPieces(value)
    yield ''
  }
}
