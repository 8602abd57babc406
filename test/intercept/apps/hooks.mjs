// Loader hooks as many tools register them: Node runs them in a thread of its own.
import { register } from 'node:module'

register(
  `data:text/javascript,${encodeURIComponent('export const resolve = (name, context, next) => next(name, context)')}`,
)
