// How filters compare Custom Fields: an operator and a value become one test of a task's value.
// https://developer.clickup.com/docs/taskfilters and …/docs/range
import { refuse } from '../../contract/catalogue.js'
import { isFields } from '../body.js'
import { type Comparison, typeOf } from './types.js'
import { type Configured, numberIn, optionsOf, position } from './values.js'

/** Whether a value fits; undefined: the task has none. */
export type ValueTest = (value: unknown) => boolean

/** Operators that are the opposite of another. A task without a value fits them (assumed). */
const contraries: Readonly<Record<string, string>> = {
  '!=': '=',
  '!==': '==',
  'NOT ANY': 'ANY',
  'NOT ALL': 'ALL',
  'IS NULL': 'IS NOT NULL',
}

/** Tests for one wanted value: `fits` for `=`, ANY and ALL, `equals` for `==`. */
interface Matchers {
  readonly fits: (wanted: string, field: Configured) => ValueTest
  readonly equals: (wanted: string, field: Configured) => ValueTest
}

const matchers: Readonly<Record<Comparison, Matchers>> = {
  text: {
    fits: (wanted) => {
      const part = wanted.toLowerCase()
      return (value) => textOf(value).toLowerCase().includes(part)
    },
    equals: (wanted) => (value) => textOf(value) === wanted,
  },
  number: { fits: equalNumber, equals: equalNumber },
  set: { fits: hasItem, equals: hasItem },
}

const orders: Readonly<Record<string, (value: number, wanted: number) => boolean>> = {
  '<': (value, wanted) => value < wanted,
  '<=': (value, wanted) => value <= wanted,
  '>': (value, wanted) => value > wanted,
  '>=': (value, wanted) => value >= wanted,
}

/** A test of a field's value. @throws Refusal taskFilterFailed for an unknown operator or a bad value */
export function compileValueTest(field: Configured, operator: unknown, wanted: unknown): ValueTest {
  if (typeof operator !== 'string') return failed()
  const contrary = contraries[operator]
  if (contrary === undefined) return compile(field, operator, wanted)
  const test = compile(field, contrary, wanted)
  return (value) => !test(value)
}

/** What values of a field are sorted by, the first of several; undefined: the task has none. */
export function sortKey(field: Configured, value: unknown): number | string | undefined {
  const [first] = [value].flat()
  if (first === undefined) return undefined
  const isNumber = typeof first === 'number' || typeOf(field).compare === 'number'
  return isNumber ? numberOf(first) : textOf(first).toLowerCase()
}

function compile(field: Configured, operator: string, wanted: unknown): ValueTest {
  if (operator === 'IS NOT NULL') return (value) => value !== undefined
  const comparison = typeOf(field).compare
  const test = comparison === 'number' ? compileOrder(operator, wanted) : undefined
  return ifThere(test ?? compileMatch(field, matchers[comparison], operator, wanted))
}

function compileOrder(operator: string, wanted: unknown): ValueTest | undefined {
  if (operator === 'RANGE') {
    const { low_value, high_value } = readRange(wanted)
    const [low, high] = [needNumber(low_value), needNumber(high_value)]
    return (value) => numberOf(value) >= low && numberOf(value) <= high
  }
  const order = orders[operator]
  if (!order) return undefined
  const limit = needNumber(wanted)
  return (value) => order(numberOf(value), limit)
}

function compileMatch(field: Configured, { fits, equals }: Matchers, operator: string, wanted: unknown): ValueTest {
  const all = (Array.isArray(wanted) ? wanted : [wanted]).map(needText)
  if (operator === '==') return any(all.map((one) => equals(one, field)))
  const tests = all.map((one) => fits(one, field))
  if (operator === '=' || operator === 'ANY') return any(tests)
  return operator === 'ALL' ? (value) => tests.every((test) => test(value)) : failed()
}

function any(tests: readonly ValueTest[]): ValueTest {
  return (value) => tests.some((test) => test(value))
}

function ifThere(test: ValueTest): ValueTest {
  return (value) => value !== undefined && test(value)
}

/** A range can be written in two ways (documented); both of its ends fit (assumed). */
function readRange(wanted: unknown): Readonly<Record<string, unknown>> {
  if (Array.isArray(wanted)) return { low_value: wanted[0], high_value: wanted[1] }
  return isFields(wanted) ? wanted : failed()
}

function equalNumber(wanted: string): ValueTest {
  const number = needNumber(wanted)
  return (value) => numberOf(value) === number
}

/** Tests for an item: an option of a drop-down is named by its index or its uuid, everything else by its id. */
function hasItem(wanted: string, field: Configured): ValueTest {
  const options = field.type === 'drop_down' ? optionsOf(field) : []
  const index = options.findIndex(({ id }) => id === wanted)
  const option = options[index]
  const name = option ? String(position(option, index)) : wanted
  return (value) => (Array.isArray(value) ? value.some((item) => String(item) === name) : String(value) === name)
}

/** The text of a value; that of a location is its address. */
function textOf(value: unknown): string {
  return String(isFields(value) ? value.formatted_address : value)
}

/** The number of a value; that of a progress bar is its position. NaN, which fits nothing, if there is none. */
function numberOf(value: unknown): number {
  return Number(numberIn(isFields(value) ? (value.current ?? value.percent_complete) : value))
}

function needNumber(wanted: unknown): number {
  return numberIn(wanted) ?? failed()
}

function needText(wanted: unknown): string {
  const isPlain = typeof wanted === 'string' || typeof wanted === 'number' || typeof wanted === 'boolean'
  return isPlain ? String(wanted) : failed()
}

function failed(): never {
  return refuse('taskFilterFailed')
}
