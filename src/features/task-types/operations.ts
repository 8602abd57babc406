// Custom Task Types: https://developer.clickup.com/reference/getcustomitems
import type { Handlers } from '../handlers.js'

export const taskTypes = {
  GetCustomItems: ({ world, rows: { team } }) => ({
    custom_items: world.task_types
      .group('team', team.id)
      .map(({ id, name, name_plural, description }) => ({ id, name, name_plural, description })),
  }),
} satisfies Handlers
