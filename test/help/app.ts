// The default mock with a handler missing or broken.
import type { FastifyInstance } from 'fastify'
import type { Test } from 'tap'
import { handlers } from '../../src/features/index.js'
import { Log } from '../../src/log.js'
import type { AnyHandler } from '../../src/pipeline/pipeline.js'
import { testApp } from './parts.js'

/** The default mock with other handlers: undefined takes one away. Closed when the test ends; not listening. */
export async function appWith(
  t: Test,
  changed: Readonly<Record<string, AnyHandler | undefined>>,
  log: (line: string) => void,
): Promise<FastifyInstance> {
  const all = { ...(handlers as object as Record<string, AnyHandler>), ...changed } // types end at the dispatch
  const { app } = await testApp(t, () => ({
    handlers: Object.fromEntries(Object.entries(all).filter(([, handler]) => handler)),
    log: new Log('error', log),
  }))
  return app
}
