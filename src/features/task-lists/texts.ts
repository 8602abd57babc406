// Pages of tasks as JSON texts. A task's text is kept, and made again only when something that it shows has changed.
import { JsonText } from '../../contract/answer.js'
import type { components } from '../../contract/clickup.gen.js'
import type { TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import type { Observed } from '../../store/store.js'
import { presentTask } from '../tasks/present.js'
import type { Viewer } from '../tasks/viewer.js'
import type { TaskQuery } from './filters.js'
import type { TaskPage } from './order.js'

type Page = JsonText<{ readonly tasks: components['schemas']['Task'][]; readonly last_page: boolean }>

/** A page that was sent, and the texts of its tasks. */
interface KeptPage {
  readonly page: Page
  readonly texts: readonly Buffer[]
  readonly last_page: boolean
}

/** What can differ in how a page shows its tasks. */
interface Looks {
  readonly markdown_description: boolean
  readonly viewer: Viewer | undefined
  readonly among: true
  /** Without its description (observed in views). */
  readonly bare: boolean
}

/** How many bytes are kept for one world and one look: some 20,000 tasks. Then all are forgotten. */
const MOST_BYTES = 32 * 1_048_576

/** The texts of one world's tasks in one look: several worlds may share a row that looks different in each. */
class Texts {
  readonly #options: Looks
  readonly #world: World
  #tasks = new WeakMap<TaskRow, Observed<Buffer>>()
  /** Pages by the text of their first task. */
  #pages = new WeakMap<Buffer, KeptPage>()
  #bytes = 0

  constructor(world: World, options: Looks) {
    this.#world = world
    this.#options = options
  }

  /** How many bytes are kept. */
  get bytes(): number {
    return this.#bytes
  }

  /** Forgets all. */
  clear(): void {
    this.#tasks = new WeakMap()
    this.#pages = new WeakMap()
    this.#bytes = 0
  }

  page({ rows, last_page }: TaskPage): Page {
    const texts = rows.map((row) => this.#text(row))
    const first = texts[0]
    if (!first) return new JsonText(Buffer.from(`{"tasks":[],"last_page":${last_page}}`))
    const kept = this.#pages.get(first)
    if (kept && kept.last_page === last_page && areSame(kept.texts, texts)) return kept.page
    const page: Page = new JsonText(joined(texts, last_page))
    this.#pages.set(first, { page, texts, last_page })
    this.#count(page.bytes.length - (kept?.page.bytes.length ?? 0))
    return page
  }

  #text(task: TaskRow): Buffer {
    const known = this.#tasks.get(task)
    if (known?.holds()) return known.result
    const made = this.#world.observe(() => ownBuffer(JSON.stringify(this.#shown(task))))
    this.#tasks.set(task, made)
    this.#count(made.result.length - (known?.result.length ?? 0))
    return made.result
  }

  #shown(task: TaskRow): object {
    const shown = presentTask(this.#world, task, this.#options)
    if (!this.#options.bare) return shown
    const { text_content, description, ...bare } = shown
    return bare
  }

  /** The count errs upwards: texts of replaced rows are dropped with them, but still counted. */
  #count(more: number): void {
    this.#bytes += more
    this.#world.caches.grew(more)
    if (this.#bytes > MOST_BYTES) this.#world.caches.clear(this)
  }
}

const kept = new WeakMap<World, Map<string, Texts>>()

/**
 * A page as ClickUp sends it.
 * @param viewer - the caller, if tasks look different to them
 * @param bare - whether tasks come without their descriptions, as in views
 */
export function pageText(
  world: World,
  page: TaskPage,
  query: TaskQuery,
  viewer: Viewer | undefined,
  bare = false,
): Page {
  const looks: Looks = { markdown_description: query.include_markdown_description === true, viewer, among: true, bare }
  const ofWorld = kept.get(world) ?? new Map<string, Texts>()
  kept.set(world, ofWorld)
  const key = `${looks.markdown_description} ${looks.viewer?.user.id} ${looks.bare}`
  const texts = ofWorld.get(key) ?? new Texts(world, looks)
  ofWorld.set(key, texts)
  world.caches.add(texts)
  return texts.page(page)
}

/** Not from Node's pool: a text that is kept would keep what others had in its piece of the pool. */
function ownBuffer(text: string): Buffer {
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text))
  bytes.write(text)
  return bytes
}

const [head, comma] = [Buffer.from('{"tasks":['), Buffer.from(',')]
const [lastEnd, otherEnd] = [Buffer.from('],"last_page":true}'), Buffer.from('],"last_page":false}')]

function joined(texts: readonly Buffer[], last_page: boolean): Buffer {
  const parts = texts.flatMap((text) => [comma, text])
  return Buffer.concat([head, ...parts.slice(1), last_page ? lastEnd : otherEnd])
}

function areSame(ones: readonly Buffer[], others: readonly Buffer[]): boolean {
  return ones.length === others.length && ones.every((one, index) => one === others[index])
}
