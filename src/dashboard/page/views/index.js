// @ts-check
// The views in the order of the navigation. A further one is a module like these and a line here.
import { calls } from './calls.js'
import { errors } from './errors.js'
import { limits } from './limits.js'
import { operations } from './operations.js'
import { people } from './people.js'
import { sandboxes } from './sandboxes.js'
import { webhooks } from './webhooks.js'
import { world } from './world.js'

/**
 * What a view is given: an element of its own, its heading (which it has to show) and the rest of the address.
 * @typedef {{ place: HTMLElement, heading: HTMLElement, rest: string[] }} Given
 * @typedef {{ update?: (rest: string[]) => void, close?: () => void }} Opened
 * @typedef {{ name: string, title: string, short?: string, icon: string, open: (given: Given) => Opened }} View
 */

/** @type {[View, ...View[]]} The first is shown where the address names none. */
export const views = [calls, errors, operations, limits, people, world, webhooks, sandboxes]
