// Shared Hierarchy: https://developer.clickup.com/reference/sharedhierarchy
import type { Handlers } from '../handlers.js'
import { presentHierarchy } from './present.js'

export const sharedHierarchy = {
  SharedHierarchy: ({ world, caller, rows: { team } }) => ({ shared: presentHierarchy(world, caller, team) }),
} satisfies Handlers
