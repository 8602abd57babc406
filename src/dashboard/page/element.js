// @ts-check
// Making elements. Values become text and attributes, whatever they hold: nothing here can turn one into markup.

/** @typedef {Node | string | number | false | null | undefined} Piece */
/** @typedef {Piece | Piece[] | Piece[][]} Child */

/**
 * An element with attributes and children. A function is a listener (`onclick`); true and false set and leave out; `value`
 * and `checked` are what the control starts with.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [props]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, props = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), /** @type {EventListener} */ (value))
    else if (name === 'value' || name === 'checked') Reflect.set(made, name, value)
    else if (value === true) made.setAttribute(name, '')
    else if (value !== false && value !== undefined && value !== null) made.setAttribute(name, String(value))
  }
  made.append(...pieces(children))
  return made
}

/** @param {Child[]} children */
function pieces(children) {
  return /** @type {Piece[]} */ (children.flat(2))
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : String(child)))
}

/**
 * Puts these in place of all that an element holds.
 * @param {Element} place
 * @param {...Child} children
 */
export function fill(place, ...children) {
  place.replaceChildren(...pieces(children))
}

/**
 * A picture beside a word, for eyes only.
 * @param {string} path - of an SVG of 24 by 24, drawn with lines
 */
export function icon(path) {
  const space = 'http://www.w3.org/2000/svg'
  const picture = document.createElementNS(space, 'svg')
  const line = document.createElementNS(space, 'path')
  for (const [name, value] of Object.entries({ viewBox: '0 0 24 24', 'aria-hidden': 'true', class: 'icon' })) {
    picture.setAttribute(name, value)
  }
  line.setAttribute('d', path)
  picture.append(line)
  return picture
}
