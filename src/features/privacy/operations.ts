// Privacy: https://developer.clickup.com/reference/publicpatchacl
import { refuse } from '../../contract/catalogue.js'
import { may } from '../../model/permissions.js'
import type { Handlers } from '../handlers.js'
import { changeAccess, letIn, objectNamed } from './rules.js'

export const privacy = {
  /** The answer is not documented; `{}` is assumed. That it needs the Enterprise plan is said by two clients. */
  publicPatchAcl: ({ world, caller, rows: { workspace }, params, body, note }) => {
    if (workspace.plan !== 'enterprise') refuse('enterprisePlanRequired')
    const object = objectNamed(world, caller, workspace.id, params)
    if (!may(world, caller, workspace.id, 'changePrivacy')) refuse('resourceForbidden')
    const { private: isPrivate, entries = [] } = body
    if (entries.some(({ kind }) => kind === 'group')) note('clickup-mock does not let groups in: name their people')
    const people = entries.filter(({ kind }) => kind === 'user')
    for (const { id } of people) if (!world.membership(workspace.id, Number(id))) refuse('resourceNotFound')
    if (isPrivate !== undefined) changeAccess(world, caller, object, isPrivate)
    for (const { id, permission_level } of people) letIn(world, object, Number(id), permission_level ?? null)
    return {}
  },
} satisfies Handlers
