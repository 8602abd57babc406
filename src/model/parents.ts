// Where docs and channels stand, in the numbers that version 3 has for the kinds of places (documented, and seen by many).

/** ClickUp's number for each kind of place. */
export const parentTypes = { SPACE: 4, FOLDER: 5, LIST: 6, EVERYTHING: 7, WORKSPACE: 12 } as const

export type ParentType = (typeof parentTypes)[keyof typeof parentTypes]

/** A place; of Everything and the Workspace, the id is that of the Workspace. */
export interface Parent {
  readonly id: string
  readonly type: ParentType
}

const tables = { 4: 'spaces', 5: 'folders', 6: 'lists', 7: 'teams', 12: 'teams' } as const

/** The row that a place is. */
export function rowOfParent({ id, type }: Parent): {
  readonly table: (typeof tables)[ParentType]
  readonly id: string
} {
  return { table: tables[type], id }
}

/** Of a place, in ids and groups. */
export function placeKey({ id, type }: Parent): string {
  return `${type}-${id}`
}
