// Values for what a document declares: such as fit their schema, and such as do not.
import { impossibleDates, oddText, repeated } from './texts.mjs'

/** Fields that hold ids or names of what there is. */
// biome-ignore format: a table
const pools = {
  assignees: 'user_id', assignee: 'user_id', watchers: 'user_id', members: 'user_id', invitee: 'user_id', user: 'handle',
  add: 'user_id', rem: 'user_id', parent: 'task_id', links_to: 'task_id', depends_on: 'task_id', dependency_of: 'task_id',
  task_id: 'task_id', source_task_ids: 'task_id', task_ids: 'task_id', status: 'status', tags: 'tag_name', list_id: 'list_id',
  folder_id: 'folder_id', space_id: 'space_id', workspaces: 'workspace', app: 'app', token: 'token', webhook: 'webhook_id',
  id: 'field_id', field_id: 'field_id', list_ids: 'list_id', space_ids: 'space_id', project_ids: 'folder_id', name: undefined,
  template: 'template_id', group_assignee: 'user_id', statuses: 'status', team_id: 'team_id', custom_id: 'custom_id',
  tid: 'task_id', time_entry_ids: 'timer_id',
}

/** Fields that keep whatever text they get: what is in them is found in the world again. */
const free = /^(name|title|description|content|text_content|markdown_content|markdown_description|comment_text|text)$/

/** What no field of the kind expects. */
// biome-ignore format: a table
const strangers = [
  null, true, false, 0, -1, 1.5, 1e21, -1e308, 2 ** 53, '', 'x', '7', [], {}, [[]], [null], { a: 1 }, [1, 'a', {}], [{}],
  'true', '-0', ['x', 'x'], { id: null }, { $ref: '#' }, { __proto__: null, toString: 1 },
]

/** Makes values for the schemas of one document. */
export class Values {
  /** @param mark - a text of its own in every free text, by which the world can be searched for what a call wrote */
  constructor(random, known, api, endpoint) {
    this.random = random
    this.known = known
    this.api = api
    this.endpoint = endpoint
    this.mark = ''
  }

  /** A value that fits the schema, as far as the schema says it. */
  fitting(schema, name = '', level = 0) {
    const { random } = this
    const found = this.api.resolve(schema)
    if (found.nullable && random.chance(0.1)) return null
    if (found.enum) return random.pick(found.enum)
    const choices = found.oneOf ?? found.anyOf
    if (choices) return this.fitting(random.pick(choices), name, level)
    if (found.allOf) return Object.assign({}, ...found.allOf.map((part) => this.fitting(part, name, level)))
    if (found.properties || found.type === 'object') return this.#object(found, level)
    if (found.type === 'array') return this.#list(found, name, level)
    return this.#plain(found, name)
  }

  /** A value that does not belong there. */
  wrong() {
    const { random } = this
    if (random.chance(0.15)) return random.pick(impossibleDates)
    return random.chance(0.5) ? random.pick(strangers) : this.oddOrLong()
  }

  oddOrLong() {
    const { random } = this
    if (random.chance(0.8)) return oddText(random)
    return repeated(random, random.pick([100, 1_000, 5_000, 40_000]))
  }

  /** The names of the texts that a body may have. */
  textFields(schema) {
    const { properties = {}, oneOf = [], anyOf = [], allOf = [] } = this.api.resolve(schema)
    const own = Object.keys(properties).filter((key) => this.api.resolve(properties[key]).type === 'string')
    return [...own, ...[...oneOf, ...anyOf, ...allOf].flatMap((part) => this.textFields(part))]
  }

  /** Free text, which carries the mark. */
  text() {
    const { random, mark } = this
    if (random.chance(0.85)) return `${mark} ${random.pick(['plain words', 'another', 'NW'])}`
    if (random.chance(0.1)) return `${mark} ${'n'.repeat(3_000)}`
    return `${mark} ${this.oddOrLong()}`
  }

  #object({ properties = {}, required = [], additionalProperties }, level) {
    const { random } = this
    const wanted = level > 4 ? 0.05 : random.pick([0.2, 0.5, 0.9])
    const entries = Object.entries(properties)
      .filter(([key]) => required.includes(key) || random.chance(wanted))
      .map(([key, schema]) => [key, this.fitting(schema, key, level + 1)])
    if (!entries.length && additionalProperties && level < 5)
      entries.push([
        random.pick(['anna', 'a', 'trailer', 'X-More', '9001001']),
        this.#additional(additionalProperties, level),
      ])
    return Object.fromEntries(entries)
  }

  #additional(schema, level) {
    return schema === true ? this.wrong() : this.fitting(schema, '', level + 1)
  }

  #list({ items, minItems = 0 }, name, level) {
    const count = Math.max(minItems, level > 4 ? 0 : this.random.pick([0, 1, 1, 2, 3]))
    return Array.from({ length: count }, () => this.fitting(items, name, level + 1))
  }

  #plain({ type, minimum, maximum, pattern, example, format }, name) {
    const { random } = this
    if (type === 'boolean') return random.chance(0.5)
    if (type === 'integer' || type === 'number') return this.#number(name, minimum, maximum)
    if (name === 'endpoint') return this.endpoint()
    const ids = name in pools && pools[name] ? this.known.of(pools[name]) : []
    if (ids.length && random.chance(0.9)) return random.pick(ids)
    if (free.test(name)) return this.text()
    if (example !== undefined && random.chance(0.7)) return example
    if (pattern) return this.#byPattern(pattern)
    if (format === 'uri') return this.endpoint()
    return random.chance(0.8) ? `${this.mark} word` : this.oddOrLong()
  }

  #number(name, minimum, maximum) {
    const { random } = this
    const ids = name in pools && pools[name] ? this.known.of(pools[name]).filter((id) => /^\d+$/.test(id)) : []
    if (ids.length && random.chance(0.9)) return Number(random.pick(ids))
    if (/date|time|since|until/.test(name)) return 1_767_603_600_000 + random.below(9) * 3_600_000
    const low = minimum ?? 0
    return random.pick([low, low + 1, Math.min(low + 7, maximum ?? 7), Math.min(maximum ?? 1_000, 1_000)])
  }

  /** A few texts for the patterns that our documents have; anything fits some of them. */
  #byPattern(pattern) {
    const texts = [
      '7',
      '2026-01-05',
      '#a0b1c2',
      'zoe',
      '/v2/team/*',
      '10-20',
      'one',
      '7d2f4c18-53a0-4e6b-9c1d-2b8e0f6a9d34',
    ]
    return texts.find((text) => new RegExp(pattern).test(text)) ?? this.random.pick(texts)
  }
}
