// `node --import clickup-mock/intercept app.js`: loading this file intercepts the whole process, until it ends.
import { intercept } from './intercept.js'

intercept()
