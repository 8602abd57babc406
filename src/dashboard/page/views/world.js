// @ts-check
// What there is: the tree of Spaces, Folders, Lists, tasks, docs and channels, a level at a time; a task as a card and as
// JSON, a doc or a channel to read. What the last call changed is marked.
import { ask } from '../api.js'
import { lastChange, onCalls } from '../call-list.js'
import { element, fill } from '../element.js'
import { attempt, badge, button, empty, tellError } from '../parts.js'
import { changes } from './call.js'
import { goalMarks, keyResultLeaf, viewLeaf } from './world-leaves.js'
import { channelLeaf, choice, counted, details, docLeaf, tasksIn } from './world-rows.js'

/** @import { Schemas } from '../../api-types.js' */

const PAGE = 100

/** @type {import('./index.js').View} */
export const world = {
  name: 'world',
  title: 'World',
  icon: 'M4 5h6v5H4zM14 14h6v5h-6zM7 10v6.5h7M14 5h6v5h-6zM10 7.5h4',
  open({ place, heading, rest }) {
    let chosen = rest
    /** @type {Set<string>} What is open, so that it stays so when the tree is read anew. */
    const open = new Set()
    const last = element('section', { class: 'last-change', 'aria-label': 'The last change', 'aria-live': 'polite' })
    const tree = element('div', { class: 'tree', tabindex: 0, role: 'region', 'aria-label': 'What there is' })
    const detail = element('section', { class: 'card task-detail', 'aria-label': 'What is chosen' })
    fill(
      place,
      element(
        'div',
        { class: 'bar' },
        element('div', { class: 'bar-title' }, heading),
        element(
          'div',
          { class: 'tools' },
          button('Read again', () => load()),
        ),
      ),
      last,
      element('div', { class: 'split open world-split' }, tree, detail),
    )

    async function load() {
      const { workspaces } = await ask('GET', 'world')
      const focused = document.activeElement?.closest('.tree [data-row]')?.getAttribute('data-row')
      const levels = await Promise.all(workspaces.map(workspaceNode))
      fill(
        tree,
        workspaces.length
          ? element('ul', {}, levels)
          : empty('The world is empty', element('p', {}, 'Plant something with POST /__mock/seed, or undo the reset.')),
      )
      if (focused) {
        const line = tree.querySelector(`[data-row="${CSS.escape(focused)}"] > .node`)
        const control = /** @type {HTMLElement | null | undefined} */ (line?.querySelector('button, a'))
        control?.focus()
      }
      markChanged()
    }

    function markChanged() {
      const call = lastChange()
      const rows = new Set(call?.changed)
      for (const item of tree.querySelectorAll('[data-row]')) {
        const isChanged = rows.has(item.getAttribute('data-row') ?? '')
        item.classList.toggle('changed', isChanged)
        item.querySelector(':scope > .node > .changed-word')?.remove()
        if (isChanged)
          item.querySelector(':scope > .node')?.append(element('span', { class: 'changed-word' }, 'changed'))
      }
      if (!call) return fill(last)
      if (last.dataset.call === call.id) return
      last.dataset.call = call.id
      fill(
        last,
        element(
          'p',
          {},
          'Last change: ',
          element('a', { href: `#/calls/${encodeURIComponent(call.id)}` }, call.id),
          ` ${call.operation ?? call.path}`,
        ),
        changes(call.changed.slice(0, 8)),
        call.changed.length > 8 && element('p', { class: 'quiet' }, `and ${call.changed.length - 8} more`),
      )
    }

    /**
     * A line of the tree that opens.
     * @param {{ row: string, kind: string, name: string, count?: string, marks?: string[], isOpen?: boolean }} what
     * @param {() => Promise<HTMLElement[]> | HTMLElement[]} inside
     */
    async function node({ row, kind, name, count, marks = [], isOpen = false }, inside) {
      if (isOpen && !open.has(`closed ${row}`)) open.add(row)
      const content = element('ul', { hidden: !open.has(row) })
      const show = async () => fill(content, ...(await inside()))
      const toggle = element(
        'button',
        {
          type: 'button',
          class: 'toggle',
          'aria-expanded': String(open.has(row)),
          onclick: () =>
            attempt(async () => {
              const opens = content.hidden
              if (opens) {
                open.add(row)
                open.delete(`closed ${row}`)
                await show()
                markChanged()
              } else {
                open.delete(row)
                open.add(`closed ${row}`)
              }
              content.hidden = !opens
              toggle.setAttribute('aria-expanded', String(opens))
            }),
        },
        element('span', { class: 'kind' }, kind),
        element('span', { class: 'name' }, name),
      )
      if (open.has(row)) await show()
      const line = element(
        'div',
        { class: 'node' },
        toggle,
        marks.map((mark) => badge(mark, 'plain-badge')),
        count && element('span', { class: 'count' }, count),
      )
      return element('li', { 'data-row': row }, line, content)
    }

    /** @param {Schemas['WorldWorkspace']} workspace */
    function workspaceNode({ id, name, plan, goals, views, docs, channels, spaces }) {
      const what = {
        row: `teams/${id}`,
        kind: 'Workspace',
        name,
        marks: [plan.replaceAll('_', ' ')],
        count: counted(spaces.length, 'Space'),
        isOpen: true,
      }
      return node(what, async () => [
        ...views.map(viewLeaf),
        ...docs.map((doc) => docLeaf(chosen, doc)),
        ...channels.map((channel) => channelLeaf(chosen, channel)),
        ...(await Promise.all([...goals.map(goalNode), ...spaces.map(spaceNode)])),
      ])
    }

    /** @param {Schemas['WorldGoal']} goal */
    function goalNode(goal) {
      const { id, name, percent, key_results } = goal
      const what = { row: `goals/${id}`, kind: 'Goal', name, marks: goalMarks(goal), count: `${percent} %` }
      return node(what, () => key_results.map(keyResultLeaf))
    }

    /** @param {Schemas['WorldSpace']} space */
    function spaceNode({ id, name, private: isPrivate, archived, views, folders, lists }) {
      const marks = [...(isPrivate ? ['private'] : []), ...(archived ? ['archived'] : [])]
      return node(
        {
          row: `spaces/${id}`,
          kind: 'Space',
          name,
          marks,
          count: counted(tasksIn({ folders, lists }), 'task'),
          isOpen: true,
        },
        () => levelOf(views, folders, lists),
      )
    }

    /**
     * @param {Schemas['WorldView'][]} views @param {Schemas['WorldFolder'][]} folders @param {Schemas['WorldList'][]} lists
     * @returns {Promise<HTMLElement[]>}
     */
    function levelOf(views, folders, lists) {
      return Promise.all([
        ...views.map(viewLeaf),
        ...folders.map((folder) =>
          node(
            {
              row: `folders/${folder.id}`,
              kind: 'Folder',
              name: folder.name,
              marks: folder.archived ? ['archived'] : [],
              count: counted(tasksIn(folder), 'task'),
            },
            () => levelOf(folder.views, folder.folders, folder.lists),
          ),
        ),
        ...lists.map(({ id, name, archived, views, tasks }) =>
          node(
            {
              row: `lists/${id}`,
              kind: 'List',
              name,
              marks: archived ? ['archived'] : [],
              count: counted(tasks, 'task'),
            },
            async () => [...views.map(viewLeaf), ...(await tasksOf(id, undefined, 0))],
          ),
        ),
      ])
    }

    /** @param {string} list @param {string | undefined} parent @param {number} page @returns {Promise<HTMLElement[]>} */
    async function tasksOf(list, parent, page) {
      const { count, tasks } = await ask('GET', 'world/lists/{list}/tasks', { path: { list }, query: { page, parent } })
      const items = await Promise.all(tasks.map((task) => taskNode(list, task)))
      const left = count - (page + 1) * PAGE
      if (left <= 0) return items.length ? items : [element('li', { class: 'quiet' }, 'no tasks')]
      /** @type {HTMLElement} */
      const more = element(
        'li',
        {},
        button(`Show ${Math.min(left, PAGE)} more of ${left}`, async () =>
          more.replaceWith(...(await tasksOf(list, parent, page + 1))),
        ),
      )
      return [...items, more]
    }

    /** @param {string} list @param {Schemas['WorldTask']} task */
    async function taskNode(list, { id, custom_id, name, status, archived, subtasks }) {
      const link = choice(chosen, 'tasks', id, name)
      const marks = [
        badge(status, 'plain-badge'),
        archived && badge('archived', 'plain-badge'),
        custom_id && element('span', { class: 'quiet' }, custom_id),
      ]
      const line = element('div', { class: 'node task' }, link, ...marks)
      const below =
        subtasks > 0 &&
        (await node({ row: `subtasks of ${id}`, kind: '', name: counted(subtasks, 'subtask') }, () =>
          tasksOf(list, id, 0),
        ))
      return element('li', { 'data-row': `tasks/${id}` }, line, below && element('ul', {}, below))
    }

    function showChosen() {
      const [table = '', id = ''] = chosen
      for (const link of tree.querySelectorAll('.task > a')) {
        if (link.getAttribute('href') === `#/world/${table}/${encodeURIComponent(id)}`)
          link.setAttribute('aria-current', 'true')
        else link.removeAttribute('aria-current')
      }
      const read = details[table]
      if (!read)
        return fill(detail, empty('Choose a task', element('p', {}, 'Open a List in the tree to see its tasks.')))
      const asked = chosen
      return attempt(async () => {
        const shown = await read(id)
        if (asked === chosen) fill(detail, shown)
      })
    }

    let timer = 0
    const leave = onCalls(() => {
      const call = lastChange()
      if (call === undefined || call.id === last.dataset.call) return
      timer ||= window.setTimeout(() => {
        timer = 0
        load().catch(tellError)
        const inside = { docs: 'pages/', channels: 'messages/' }[chosen[0] ?? ''] ?? 'none'
        if (lastChange()?.changed.some((row) => row === chosen.join('/') || row.startsWith(inside))) showChosen()
      }, 150)
    })
    attempt(load)
    showChosen()
    return {
      async update(more) {
        chosen = more
        await showChosen()
        const title = /** @type {HTMLElement | null} */ (detail.querySelector('h2'))
        title?.focus()
      },
      close() {
        leave()
        clearTimeout(timer)
      },
    }
  },
}
