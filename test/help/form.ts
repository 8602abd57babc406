// Finds, fills in and sends the form of a page, as a browser without scripts does.

/** A field or a button, with the text a person sees beside or on it. */
interface Control {
  readonly name: string
  readonly value: string
  readonly type: string
  readonly label: string
  readonly checked: boolean
}

/** The only form of a page. */
export interface Form {
  readonly method: string
  readonly action: URL
  readonly controls: readonly Control[]
}

/** What a person does to a form, in the words they read. */
export interface Deeds {
  readonly choose?: readonly string[]
  readonly untick?: readonly string[]
  readonly press: string
}

/** @throws Error when the page has no form, or several */
export function formOf(page: string, address: string): Form {
  const [form, ...others] = [...page.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)]
  if (!form || others.length > 0) throw new Error(`${address} has ${form ? 'several forms' : 'no form'}:\n${page}`)
  const [, tag = '', content = ''] = form
  const { method = 'get', action = '' } = attributesOf(tag)
  const controls = [...content.matchAll(/<(input|button)\b([^>]*)>(.*?)(?=<\/label>|<\/button>|<input|$)/gs)]
  return {
    method: method.toUpperCase(),
    // An empty action is the page's own address, query included.
    action: action === '' ? new URL(address) : new URL(action, address),
    controls: controls.map(([, , attributes = '', text = '']) => {
      const { name = '', value = '', type = 'text', checked } = attributesOf(attributes)
      return { name, value, type, label: textOf(text), checked: checked !== undefined }
    }),
  }
}

/** The fields that a browser would send. @throws Error if the page lacks a label that the person looks for */
export function filledIn(form: Form, { choose = [], untick = [], press }: Deeds): URLSearchParams {
  const labelled = (label: string, ...types: readonly string[]) => {
    const found = form.controls.filter((control) => types.includes(control.type) && control.label.includes(label))
    if (found.length === 0) throw new Error(`the form has no ${types.join(' or ')} "${label}"`)
    return found
  }
  const unticked = untick.flatMap((label) => labelled(label, 'checkbox'))
  const chosen = choose.flatMap((label) => labelled(label, 'radio'))
  const [button] = labelled(press, 'submit')
  const isSent = (control: Control): boolean => {
    if (control.type === 'submit') return control === button
    if (control.type === 'checkbox') return control.checked && !unticked.includes(control)
    if (control.type !== 'radio') return true
    const rival = chosen.find(({ name }) => name === control.name)
    return rival ? control === rival : control.checked
  }
  return new URLSearchParams(form.controls.filter(isSent).map(({ name, value }) => [name, value]))
}

function attributesOf(tag: string): Record<string, string | undefined> {
  const found = [...tag.matchAll(/([\w-]+)(?:="([^"]*)")?/g)]
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, decoded(value)]))
}

function textOf(markup: string): string {
  return decoded(markup.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
}

const characters: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
}

function decoded(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => characters[entity] ?? entity)
}
