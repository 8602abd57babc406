// The frame and the style that the consent page and its refusal share.
import { Html, html } from '../../pages/html.js'
import { look } from '../../pages/look.js'

/** The whole document around `content`. `rules` are further style rules; they must not contain text from outside. */
export function page(title: string, content: Html, rules = ''): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · clickup-mock</title>
<style>${new Html(style + rules)}</style>
</head>
<body>
<div class="card">
<header>
<span class="mark" aria-hidden="true"></span>
<p><strong>clickup-mock</strong> <span>A local stand-in for tests. This is not ClickUp.</span></p>
</header>
<main>
${content}
</main>
</div>
</body>
</html>
`.text
}

/**
 * A `style` attribute with this background and a readable text colour: the better one of black and white always reaches
 * 4.5 : 1. Anything but a six-digit hex colour gives undefined, and the style sheet's colours apply.
 */
export function paint(color: string | null): Html | undefined {
  if (color === null || !/^#[0-9a-f]{6}$/i.test(color)) return undefined
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => linear(Number.parseInt(color.slice(at, at + 2), 16)))
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  const text = 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05 ? '#fff' : '#000'
  return html` style="background:${color};color:${text}"`
}

function linear(channel: number): number {
  const value = channel / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

const style = `${look}
body {
  padding: clamp(1.5rem, 5vh, 3.5rem) 1.5rem; min-height: 100vh; text-wrap: pretty;
}
.card {
  max-width: 35rem; margin: 0 auto; overflow: hidden;
  background: var(--card); border: 1px solid var(--line); border-radius: 1rem; box-shadow: var(--shadow);
}
header {
  display: flex; gap: .875rem; align-items: center; padding: .875rem clamp(1rem, 6vw, 2.25rem);
  background: var(--band); border-bottom: 1px solid var(--line); font-size: .875rem; line-height: 1.4;
}
header p { margin: 0; }
header strong { display: block; }
header p span { color: var(--quiet); }
main { padding: clamp(1.5rem, 6vw, 2.25rem) clamp(1rem, 6vw, 2.25rem); }
h1 {
  margin: 0; font-size: clamp(1.375rem, 5vw, 1.625rem); line-height: 1.25; letter-spacing: -.015em; text-wrap: balance;
}
h1 + .quiet { margin: .375rem 0 0; }
dl { margin: 1.5rem 0 0; border-top: 1px solid var(--line); }
dl > div {
  display: grid; grid-template-columns: 5rem 1fr; gap: .125rem 1rem;
  padding: .75rem 0; border-bottom: 1px solid var(--line);
}
dt { color: var(--quiet); font-size: .875rem; line-height: 1.5rem; }
dd { margin: 0; min-width: 0; }
dd .quiet { display: block; }
[role=alert] {
  margin: 1.5rem 0 0; padding: .75rem 1rem; border: 1px solid var(--alarm); border-left-width: .375rem;
  border-radius: .625rem; background: var(--alarm-ground); color: var(--alarm); font-weight: 600;
}
fieldset { margin: 1.75rem 0 0; padding: 0; border: 0; min-width: 0; }
legend { padding: 0; margin: 0 0 .625rem; font-weight: 650; }
fieldset > p { margin: 0; }
.choices { border: 1px solid var(--line); border-radius: .75rem; overflow: hidden; }
.many { max-height: 21.25rem; overflow-y: auto; }
.choice {
  display: flex; align-items: center; gap: .875rem; min-height: 3rem; padding: .625rem 1rem; cursor: pointer;
}
.choice + .choice { border-top: 1px solid var(--line); }
.choice:hover { background: var(--band); }
.choice:has(:checked) { background: var(--chosen); }
.choice:has(:focus-visible) { outline: 3px solid var(--accent); outline-offset: -3px; }
.choice:first-child { border-radius: .6875rem .6875rem 0 0; }
.choice:last-child { border-radius: 0 0 .6875rem .6875rem; }
.choice:only-child { border-radius: .6875rem; }
.choice .name { flex: 1; min-width: 0; font-weight: 550; line-height: 1.35; }
.choice .quiet { display: block; font-weight: 400; }
.choice .role { flex: none; max-width: 40%; }
input { flex: none; width: 1.25rem; height: 1.25rem; margin: 0; accent-color: var(--accent); cursor: inherit; }
.avatar {
  flex: none; display: grid; place-items: center; width: 2.5rem; height: 2.5rem; border-radius: 50%; overflow: hidden;
  background: var(--quiet); color: var(--card); box-shadow: inset 0 0 0 1px rgb(128 128 128 / .35);
  font-size: .875rem; font-weight: 650; letter-spacing: .02em; white-space: nowrap;
}
.dot {
  flex: none; width: .75rem; height: .75rem; border-radius: .25rem;
  background: var(--quiet); box-shadow: inset 0 0 0 1px rgb(128 128 128 / .5);
}
.none { padding: .875rem 1rem; border: 1px dashed var(--edge); border-radius: .75rem; color: var(--quiet); }
.buttons { display: flex; gap: .75rem; margin-top: 1.75rem; }
button {
  flex: 1; min-height: 3rem; padding: .5rem 1.25rem; border: 1px solid var(--edge); border-radius: .75rem;
  background: transparent; color: var(--text); font: inherit; font-weight: 600; cursor: pointer;
}
button:hover { background: var(--band); }
button[value=accept] { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
button[value=accept]:hover { border-color: var(--accent-over); background: var(--accent-over); }
button:focus-visible, input:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
.choice:has(:focus-visible) input { outline: none; }
.codes {
  display: flex; flex-wrap: wrap; gap: .5rem; margin-top: .75rem;
  font-size: .875rem; font-weight: 400; letter-spacing: 0;
}
.codes > * {
  padding: .125rem .625rem; border: 1px solid var(--line); border-radius: .5rem;
  background: var(--band); color: var(--quiet);
}
.explanation { margin: 1.5rem 0 0; white-space: pre-line; }
.close { margin: 1.5rem 0 0; padding-top: 1.25rem; border-top: 1px solid var(--line); }
@media (max-width: 30rem) {
  body { padding: 0; background: var(--card); }
  .card { border: 0; border-radius: 0; box-shadow: none; overflow: visible; }
  dl > div { grid-template-columns: 1fr; }
}
@media (max-width: 20rem) { .buttons { flex-direction: column; } }
`
