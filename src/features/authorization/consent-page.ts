// The page on which a person lets an app in, and the page that says why an app is refused. Neither needs a script.
import { type Html, html } from '../../pages/html.js'
import { page, paint } from './consent-style.js'

/** A user who can consent, with the Workspaces to choose from. */
export interface ConsentPerson {
  readonly id: number
  readonly username: string
  readonly email: string
  readonly initials: string
  readonly color: string | null
  readonly teams: readonly ConsentTeam[]
}

/** A Workspace of a person. `ticked`: its box is ticked at first. */
export interface ConsentTeam {
  readonly id: string
  readonly name: string
  readonly color: string
  readonly role: string
  readonly ticked: boolean
}

/** What the consent page shows. */
export interface ConsentView {
  readonly app: { readonly name: string; readonly client_id: string }
  /** The redirect URI as the app sent it. */
  readonly redirect_uri: string
  /** Where the person goes next, as the page shows it. */
  readonly destination: string
  readonly state: string | undefined
  /** Binds the form to this page (csrf-token.ts). */
  readonly csrf_token: string
  readonly people: readonly ConsentPerson[]
  /** The id of the user who is selected at first. */
  readonly chosen: number
  /** What the person has to mend, e.g. "Tick at least one Workspace." */
  readonly problem?: string | undefined
}

/** What the page shows instead if the app or its redirect URI is not right. */
export interface RefusalView {
  readonly status: number
  readonly err: string
  readonly ECODE: string
  /** What was wrong, where, and what would be right. */
  readonly explanation: string
}

// With more people than this, their list scrolls by itself, so that the buttons stay within reach.
const peopleInFull = 6

/** The consent page: who you are, which Workspaces the app may use, Accept or Reject. */
export function consentPage(view: ConsentView): string {
  const title = `${view.problem ? 'Error: ' : ''}Allow ${view.app.name} to use your Workspaces?`
  const content = html`<h1>Allow <bdi>${view.app.name}</bdi> to use your Workspaces?</h1>
<p class="quiet">Client ID <code>${view.app.client_id}</code></p>
${view.problem && html`<p role="alert" id="problem">${view.problem}</p>`}
<dl>
<div><dt>Access</dt><dd>All that you can see in the Workspaces you tick.
<span class="quiet">ClickUp has no scopes, so an app cannot ask for less.</span></dd></div>
<div><dt>Next stop</dt><dd>You go to <code><bdi>${view.destination}</bdi></code>
<span class="quiet">Whether you accept or reject.</span></dd></div>
</dl>
<form method="post" action="" autocomplete="off">
<input type="hidden" name="client_id" value="${view.app.client_id}">
<input type="hidden" name="redirect_uri" value="${view.redirect_uri}">
<input type="hidden" name="csrf_token" value="${view.csrf_token}">
${view.state !== undefined && html`<input type="hidden" name="state" value="${view.state}">`}
${whoFieldset(view)}
${view.people.map((person) => workspacesFieldset(person, view))}
<div class="buttons">
<button type="submit" name="decision" value="accept">Accept</button>
<button type="submit" name="decision" value="reject">Reject</button>
</div>
</form>`
  return page(title, content, view.people.map(hidingRule).join(''))
}

/** The page for an app that does not exist or an address it did not register. */
export function refusalPage(view: RefusalView): string {
  const content = html`<h1>${view.err}
<span class="codes"><code>${view.ECODE}</code> <span>Status ${view.status}</span></span></h1>
<p class="explanation">${view.explanation}</p>
<p class="quiet close">Nobody is redirected to an address that is not registered, so the sign-in ends on this page.</p>`
  return page(view.err, content)
}

function whoFieldset(view: ConsentView): Html {
  const many = view.people.length > peopleInFull
  // The focus scrolls the chosen one of many into view.
  const chosen = html` checked${many && view.problem === undefined && html` autofocus`}`
  return html`<fieldset>
<legend>Who are you?</legend>
${
  view.people.length === 0
    ? html`<p class="none">There is nobody to choose: no user has joined a Workspace yet.</p>`
    : html`<div class="choices${many && ' many'}">
${view.people.map((person) => personChoice(person, person.id === view.chosen && chosen))}</div>`
}
</fieldset>`
}

function personChoice(person: ConsentPerson, chosen: Html | false): Html {
  const email = person.username && html` <span class="quiet">${person.email}</span>`
  return html`<label class="choice">
<input type="radio" name="user" value="${person.id}"${chosen}>
<span class="avatar" aria-hidden="true"${paint(person.color)}>${person.initials}</span>
<span class="name"><bdi>${nameOf(person)}</bdi>${email}</span>
</label>
`
}

function workspacesFieldset(person: ConsentPerson, view: ConsentView): Html {
  const mend = view.problem !== undefined && person.id === view.chosen
  return html`<fieldset id="workspaces-${person.id}"${mend && html` aria-describedby="problem"`}>
<legend>Workspaces of <bdi>${nameOf(person)}</bdi></legend>
${
  person.teams.length === 0
    ? html`<p class="none"><bdi>${nameOf(person)}</bdi> is not a member of any Workspace.</p>`
    : html`<div class="choices">
${person.teams.map((team, index) => teamChoice(person, team, mend && index === 0))}</div>`
}
</fieldset>
`
}

// After a problem the focus starts where it can be mended; a screen reader then reads the problem as well.
function teamChoice(person: ConsentPerson, team: ConsentTeam, focus: boolean): Html {
  const attributes = [team.ticked && html` checked`, focus && html` autofocus`]
  return html`<label class="choice">
<input type="checkbox" name="workspaces" value="${person.id}/${team.id}"${attributes}>
<span class="dot" aria-hidden="true"${paint(team.color)}></span>
<span class="name"><bdi>${team.name}</bdi></span>
<span class="role quiet">${team.role}</span>
</label>
`
}

// Hides the Workspaces of everybody but the chosen user. A browser that does not know such a rule hides nothing, and ignores
// the whole rule, so each person has their own. The server reads only the boxes of the chosen user anyway.
function hidingRule(person: ConsentPerson): string {
  const id = Number(person.id)
  return `form:has(input[name=user]:checked:not([value="${id}"])) #workspaces-${id} { display: none; }\n`
}

function nameOf(person: ConsentPerson): string {
  return person.username || person.email
}
