// What of ClickUp's API this mock emulates, without starting one.
import { Contract } from '../contract/contract.js'
import { Service } from '../contract/service.js'
import { listOperations } from '../control/operations/server.js'
import { handlers } from '../features/index.js'

/** Every operation of ClickUp, as `GET /__mock/operations` lists them. */
export function coverage(): ReturnType<typeof listOperations> {
  return listOperations(Service.load(Contract.load('clickup').operations), new Set(Object.keys(handlers)))
}
