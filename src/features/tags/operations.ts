// Tags: https://developer.clickup.com/reference/getspacetags and the pages beside it.
import { refuse } from '../../contract/catalogue.js'
import { readFields, readText } from '../body.js'
import type { Handlers } from '../handlers.js'
import { presentSpaceTag } from './present.js'
import { deleteTag, editTag, needTag, tagNamed, tagTask, untagTask } from './rules.js'

export const tags = {
  GetSpaceTags: ({ world, rows: { space } }) => ({ tags: world.tags.group('space', space.id).map(presentSpaceTag) }),

  CreateSpaceTag: ({ world, rows: { space }, body, caller }) => {
    const tag = readFields(body.tag)
    const name = readText(tag.name) ?? refuse('spaceTagMissing')
    needTag(world, space.id, { name, tag_fg: readText(tag.tag_fg), tag_bg: readText(tag.tag_bg) }, caller.user.id)
    return {}
  },

  EditSpaceTag: ({ world, rows: { space }, body, params: { tag_name }, note }) => {
    const { name, fg_color, bg_color, tag_fg, tag_bg } = readFields(body.tag)
    const tag = tagNamed(world, space.id, tag_name)
    const colors = { tag_fg: readText(fg_color ?? tag_fg), tag_bg: readText(bg_color ?? tag_bg) }
    if (tag) editTag(world, tag, { name: readText(name) || tag_name, ...colors })
    else note(`the Space has no tag ${tag_name}: what ClickUp answers then is not known; nothing was changed`)
    return {}
  },

  DeleteSpaceTag: ({ world, rows: { space }, params }) => {
    const tag = tagNamed(world, space.id, params.tag_name)
    if (tag) deleteTag(world, tag)
    return {}
  },

  AddTagToTask: ({ world, rows: { task }, params, caller }) => {
    tagTask(world, task, params.tag_name, caller.user.id)
    return {}
  },

  RemoveTagFromTask: ({ world, rows: { task }, params }) => {
    untagTask(world, task, params.tag_name)
    return {}
  },
} satisfies Handlers
