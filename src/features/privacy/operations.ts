// Privacy: https://developer.clickup.com/reference/publicpatchacl
import { refuse } from '../../contract/catalogue.js'
import type { Handlers } from '../handlers.js'
import { changeAccess, isThere, letIn, objectNamed } from './rules.js'

export const privacy = {
  /** The answer is not documented; `{}` is assumed. That it needs the Enterprise plan is said by two clients. */
  publicPatchAcl: (call) => {
    const { world, rows, body } = call
    const { private: isPrivate, entries = [] } = body
    const object = objectNamed(call)
    if (!entries.every((entry) => isThere(world, rows.workspace.id, entry))) refuse('resourceNotFound')
    if (isPrivate !== undefined) changeAccess(world, call.caller.user.id, object, isPrivate)
    for (const entry of entries) letIn(world, object, entry)
    return {}
  },
} satisfies Handlers
