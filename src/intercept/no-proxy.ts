// Lets clients that read HTTPS_PROXY and the like go straight to the mock: they would ask a proxy for the real service.
import { clickUpHosts } from './hosts.js'

/** Adds ClickUp's hosts to NO_PROXY when a proxy is set; the function that is returned takes them out. */
export function bypassProxies(env: NodeJS.ProcessEnv): () => void {
  if (!Object.keys(env).some((name) => /^(https?|all)_proxy$/i.test(name) && env[name])) return () => {}
  const present = ['no_proxy', 'NO_PROXY'].filter((name) => env[name] !== undefined)
  const undo = (present.length ? present : ['NO_PROXY']).map((name) => extend(env, name))
  return () => {
    for (const one of undo) one()
  }
}

function extend(env: NodeJS.ProcessEnv, name: string): () => void {
  const before = env[name]
  const extended = before?.trim() === '*' ? before : [before, ...clickUpHosts].filter(Boolean).join(',')
  env[name] = extended
  return () => {
    if (env[name] !== extended) return // somebody has set it since
    if (before === undefined) delete env[name]
    else env[name] = before
  }
}
