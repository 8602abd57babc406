// Keys of rows that have no id of their own, and of what several rows share.
import type { GroupShareRow, ShareRow } from './hierarchy-rows.js'

/** Of a member, by Workspace and user, and of a grant, by app and user. */
export function pairKey(one: string, userId: number): string {
  return `${one}/${userId}`
}

/** Of a tag, which is unique in its Space. */
export function tagKey(spaceId: string, name: string): string {
  return `${spaceId}/${name}`
}

/** Of a custom task id, which is unique in its Workspace. */
export function customKey(teamId: string, customId: string): string {
  return `${teamId}/${customId.toUpperCase()}`
}

/** Of something that a user was let into. */
export function shareKey({ kind, id, user_id }: Pick<ShareRow, 'kind' | 'id' | 'user_id'>): string {
  return `${kind}/${id}/${user_id}`
}

/** Of something that a user group was let into. */
export function groupShareKey({ kind, id, group_id }: Pick<GroupShareRow, 'kind' | 'id' | 'group_id'>): string {
  return `${kind}/${id}/${group_id}`
}

/** Of what a row stands on, or was made on. */
export function onKey({ kind, id }: { readonly kind: string; readonly id: string }): string {
  return `${kind}/${id}`
}
