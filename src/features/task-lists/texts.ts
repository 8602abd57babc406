// Pages of tasks as JSON texts: a row is frozen, so its text is made once for as long as all that it shows stays.

import { JsonText } from '../../contract/answer.js'
import type { components } from '../../contract/clickup.gen.js'
import type { TaskRow } from '../../model/work-rows.js'
import type { World } from '../../model/world.js'
import type { Observed } from '../../store/store.js'
import { presentTask } from '../tasks/present.js'
import type { TaskQuery } from './filters.js'
import type { TaskPage } from './order.js'

type Page = { readonly tasks: components['schemas']['Task'][]; readonly last_page: boolean }

/** How many characters one world keeps of each kind: some 20,000 tasks. Then it starts anew. */
const MOST_CHARACTERS = 32 * 1_048_576

/** The texts of one world's tasks: the same row may stand in several worlds, and look different. */
class Texts {
  readonly #options: { readonly markdown_description: boolean }
  #texts = new WeakMap<TaskRow, Observed<string>>()
  #characters = 0

  constructor(markdown_description: boolean) {
    this.#options = { markdown_description }
  }

  of(world: World, task: TaskRow): string {
    const known = this.#texts.get(task)
    if (known?.holds()) return known.result
    const made = world.observe(() => JSON.stringify(presentTask(world, task, this.#options)))
    this.#keep(task, made)
    return made.result
  }

  #keep(task: TaskRow, made: Observed<string>): void {
    this.#characters += made.result.length
    if (this.#characters > MOST_CHARACTERS) {
      this.#texts = new WeakMap()
      this.#characters = made.result.length
    }
    this.#texts.set(task, made)
  }
}

const plain = new WeakMap<World, Texts>()
const withMarkdown = new WeakMap<World, Texts>()

/** A page as ClickUp sends it. */
export function pageText(world: World, { rows, last_page }: TaskPage, query: TaskQuery): JsonText<Page> {
  const texts = textsOf(world, query.include_markdown_description === true)
  const tasks = rows.map((row) => texts.of(world, row))
  return new JsonText(`{"tasks":[${tasks.join(',')}],"last_page":${last_page}}`)
}

function textsOf(world: World, markdown: boolean): Texts {
  const worlds = markdown ? withMarkdown : plain
  const texts = worlds.get(world) ?? new Texts(markdown)
  worlds.set(world, texts)
  return texts
}
