// The few pages clickup-mock shows are written as tagged templates, so that no value can turn into markup.

/** What may fill a hole of a template: text is escaped, `Html` is not, undefined, null and false give nothing. */
export type HtmlValue = Html | string | number | false | null | undefined | readonly HtmlValue[]

/** A piece of markup: all that it was made of is escaped already. Only `html` and trusted constants make one. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  toString(): string {
    return this.text
  }
}

/** The template tag: `` html`<p>${value}</p>` ``. Attribute values with a hole must be quoted. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(strings.map((text, index) => text + render(values[index])).join(''))
}

function render(value: HtmlValue): string {
  if (value === undefined || value === null || value === false) return ''
  if (value instanceof Html) return value.text
  if (Array.isArray(value)) return value.map(render).join('')
  return String(value)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
