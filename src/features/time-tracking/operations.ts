// Time Tracking: https://developer.clickup.com/reference/gettimeentrieswithinadaterange and the pages beside it, and Time
// Tracking (Legacy): …/gettrackedtime and the pages beside it.
import { refuse } from '../../contract/catalogue.js'
import { may } from '../../model/permissions.js'
import { readText, type Sent } from '../body.js'
import type { Handlers } from '../handlers.js'
import { changeInterval, intervalOn, track, trackedOn } from './legacy.js'
import * as present from './present.js'
import * as rules from './rules.js'
import { entriesIn, isOauth } from './scope.js'
import { renameTimeTag, tagEntry, untagEntry } from './tags.js'

export const timeTracking = {
  Gettimeentrieswithinadaterange: (call) => {
    const shown = { ...call.query, url: true } as const
    return { data: entriesIn(call).map((entry) => present.presentEntry(call.world, entry, shown)) }
  },

  Createatimeentry: (call) => ({ data: present.presentNew(call.world, rules.enterTime(call, call.body)) }),

  Getsingulartimeentry: (call) => {
    const [entry] = rules.entriesNamed(call, [call.params.timer_id], 'readTimeOfOthers')
    return { data: entry ? present.presentEntry(call.world, entry, { ...call.query, url: true }) : null }
  },

  UpdateatimeEntry: (call) => {
    if (call.body.tags) call.note('tags are ignored here: POST and DELETE …/time_entries/tags set them')
    rules.needChange(call.body)
    const [entry] = rules.entriesNamed(call, [call.params.timer_id], 'changeTimeOfOthers')
    return { data: entry ? [present.presentEntry(call.world, rules.changeEntry(call, entry, call.body))] : null }
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

  StartatimeEntry: (call) => ({ data: present.presentStarted(call.world, rules.startTimer(call, call.body)) }),

  StopatimeEntry: ({ world, caller, rows: { team } }) => {
    const stopped = rules.runningOf(world, team, caller.user.id) && rules.stopTimer(world, team, caller.user.id)
    return { data: stopped ? present.presentStopped(world, stopped) : null }
  },

  Getalltagsfromtimeentries: ({ world, rows: { team } }) => {
    rules.needTags(team)
    return { data: world.time_tags.group('team', team.id).map(present.presentListedTag) }
  },

  Addtagsfromtimeentries: (call) => withTags(call, tagEntry),

  Removetagsfromtimeentries: (call) => withTags(call, untagEntry),

  Changetagnamesfromtimeentries: ({ world, rows: { team }, body }) => {
    rules.needTags(team)
    renameTimeTag(world, team, body)
    return {}
  },

  Gettrackedtime: ({ world, rows: { task } }) => ({ data: trackedOn(world, task) }),

  Tracktime: ({ world, caller, rows: { task }, body }) => ({ id: track(world, caller, task, body).id }),

  Edittimetracked: ({ world, caller, rows: { task }, params, body }) => {
    const entry = intervalOn(world, caller, task, params.interval_id)
    if (entry) changeInterval(world, caller, entry, body)
    return {}
  },

  Deletetimetracked: ({ world, caller, rows: { task }, params }) => {
    const entry = intervalOn(world, caller, task, params.interval_id)
    if (entry) world.time_entries.delete(entry)
    return {}
  },
} satisfies Handlers

type TagsOfEntries = Sent<'Addtagsfromtimeentries' | 'Removetagsfromtimeentries'>

/** Does something with the tags of the entries that a body names. */
function withTags(call: rules.Here & { readonly body: TagsOfEntries }, does: typeof tagEntry) {
  const { world, caller, rows, body } = call
  rules.needTags(rows.team)
  const ids = [body.time_entry_ids].flat().map((id) => readText(id) ?? '')
  for (const entry of rules.entriesNamed(call, ids, 'changeTimeOfOthers')) does(world, caller, entry, body.tags)
  return {}
}
