// Privacy: https://developer.clickup.com/reference/publicpatchacl
import { refuse } from '../../contract/catalogue.js'
import type { Handlers } from '../handlers.js'
import { changeAccess, letIn, objectNamed } from './rules.js'

export const privacy = {
  /** The answer is not documented; `{}` is assumed. That it needs the Enterprise plan is said by two clients. */
  publicPatchAcl: (call) => {
    const { world, rows, body } = call
    const { private: isPrivate, entries = [] } = body
    const object = objectNamed(call)
    const people = entries.filter(({ kind }) => kind === 'user')
    if (people.length < entries.length) call.note('clickup-mock does not let groups in: name their people')
    for (const { id } of people) if (!world.membership(rows.workspace.id, Number(id))) refuse('resourceNotFound')
    if (isPrivate !== undefined) changeAccess(world, call.caller.user.id, object, isPrivate)
    for (const { id, permission_level = null } of people) letIn(world, object, Number(id), permission_level)
    return {}
  },
} satisfies Handlers
