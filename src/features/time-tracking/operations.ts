// Time Tracking: https://developer.clickup.com/reference/gettimeentrieswithinadaterange and the pages beside it, and Time
// Tracking (Legacy): …/gettrackedtime and the pages beside it.
import { refuse } from '../../contract/catalogue.js'
import { may } from '../../model/permissions.js'
import { readText } from '../body.js'
import type { Handlers, SentTo } from '../handlers.js'
import { change } from './history.js'
import { changeInterval, intervalNamed, track, trackedOn } from './legacy.js'
import * as present from './present.js'
import * as rules from './rules.js'
import { entriesIn, isOauth } from './scope.js'
import { namedTags, renameTimeTag, tagsIn } from './tags.js'

export const timeTracking = {
  Gettimeentrieswithinadaterange: (call) => {
    const shown = { ...call.query, url: true } as const
    return { data: entriesIn(call).map((entry) => present.presentEntry(call.world, entry, shown)) }
  },

  Createatimeentry: (call) => ({ data: present.presentNew(call.world, rules.enterTime(call)) }),

  Getsingulartimeentry: (call) => {
    const [entry] = rules.entriesNamed(call, [call.params.timer_id], 'readTimeOfOthers')
    return { data: entry ? present.presentEntry(call.world, entry, { ...call.query, url: true }) : null }
  },

  UpdateatimeEntry: (call) => {
    if (call.body.tags) call.note('tags are ignored here: POST and DELETE …/time_entries/tags set them')
    rules.needChange(call.body)
    const [entry] = rules.entriesNamed(call, [call.params.timer_id], 'changeTimeOfOthers')
    return { data: entry ? [present.presentEntry(call.world, rules.changeEntry(call, entry))] : null }
  },

  DeleteatimeEntry: (call) => {
    const entries = rules.entriesNamed(call, call.params.timer_id.split(','), 'changeTimeOfOthers')
    for (const entry of entries) call.world.time_entries.delete(entry)
    return { data: entries.length ? entries.map((entry) => present.presentEntry(call.world, entry)) : null }
  },

  Gettimeentryhistory: (call) => {
    const entries = rules.entriesNamed(call, [call.params.timer_id], 'readTimeOfOthers')
    return { data: entries.flatMap((entry) => present.presentHistory(call.world, entry)) }
  },

  Getrunningtimeentry: (call) => {
    const { world, caller, rows, query } = call
    const assignee = Number(query.assignee ?? caller.user.id)
    const isOther = assignee !== caller.user.id && !may(world, caller, rows.team.id, 'readTimeOfOthers')
    if (query.assignee !== undefined && (isOther || isOauth(call))) refuse('runningTimerForbidden')
    const timer = rules.runningOf(world, rows.team, assignee)
    return { data: timer ? present.presentRunning(world, timer) : null }
  },

  StartatimeEntry: (call) => ({ data: present.presentStarted(call.world, rules.startTimer(call)) }),

  StopatimeEntry: ({ world, caller, rows: { team } }) => {
    const stopped = rules.runningOf(world, team, caller.user.id) && rules.stopTimer(world, team, caller.user.id)
    return { data: stopped ? present.presentStopped(world, stopped) : null }
  },

  Getalltagsfromtimeentries: ({ world, rows: { team } }) => {
    rules.needTags(team)
    return { data: world.time_tags.group('team', team.id).map(present.presentListedTag) }
  },

  Addtagsfromtimeentries: (call) => {
    const { rows, body } = call
    return changeTags(call, (had) => [...new Set([...had, ...tagsIn(call, rows.team.id, body.tags)])])
  },

  Removetagsfromtimeentries: (call) => {
    const gone = new Set(namedTags(call.body.tags).map(({ name }) => name))
    return changeTags(call, (had) => had.filter((name) => !gone.has(name)))
  },

  Changetagnamesfromtimeentries: (call) => {
    rules.needTags(call.rows.team)
    renameTimeTag(call)
    return {}
  },

  Gettrackedtime: (call) => ({ data: trackedOn(call) }),

  Tracktime: (call) => ({ id: track(call).id }),

  Edittimetracked: (call) => {
    const entry = intervalNamed(call)
    if (entry) changeInterval(call, entry)
    return {}
  },

  Deletetimetracked: (call) => {
    const entry = intervalNamed(call)
    if (entry) call.world.time_entries.delete(entry)
    return {}
  },
} satisfies Handlers

type Tagging = SentTo<'Addtagsfromtimeentries' | 'Removetagsfromtimeentries'>

/** Gives each entry that a body names the tags that come of those it had. The Workspace keeps all tags (documented). */
function changeTags(call: Tagging, tagsAfter: (had: readonly string[]) => readonly string[]) {
  rules.needTags(call.rows.team)
  const ids = [call.body.time_entry_ids].flat().map((id) => readText(id) ?? '')
  for (const entry of rules.entriesNamed(call, ids, 'changeTimeOfOthers')) {
    const tags = tagsAfter(entry.tags)
    if (tags.length !== entry.tags.length) change(call, entry, { tags })
  }
  return {}
}
