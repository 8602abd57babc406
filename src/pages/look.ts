// The look of all pages: colours, type and the mark, in light and dark. The consent page has it inside, the dashboard loads it.

/** Every pair of text and ground reaches 4.5 : 1 (WCAG AA), every edge of a control 3 : 1. */
export const look = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f1f4f3, #0f1413); --card: light-dark(#fff, #171e1c); --band: light-dark(#f7f9f8, #1d2523);
  --line: light-dark(#dde3e1, #2c3633); --edge: light-dark(#76827f, #83908c); --rim: light-dark(#c5cecb, #434f4b);
  --text: light-dark(#17201e, #e9efed); --quiet: light-dark(#55625f, #a5b2ae);
  --accent: light-dark(#0b6657, #6fd3bd); --accent-over: light-dark(#084f43, #93e2d0);
  --on-accent: light-dark(#fff, #06231d); --chosen: light-dark(#e6f3ef, #1c302b);
  --alarm: light-dark(#a01d1d, #ffb0a8); --alarm-ground: light-dark(#fcecea, #3a1f1d);
  --warn: light-dark(#7a4b00, #f3c677); --warn-ground: light-dark(#fcf1dc, #35290f);
  --good: light-dark(#17633a, #86dba8); --good-ground: light-dark(#e3f4ea, #15301f);
  --note: light-dark(#274f9e, #a9c4ff); --note-ground: light-dark(#e8effb, #1a2740);
  --shadow: 0 1px 2px light-dark(rgb(16 32 28 / .05), rgb(0 0 0 / .3)), 0 8px 28px light-dark(rgb(16 32 28 / .07), rgb(0 0 0 / .3));
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
}
:root[data-theme=light] { color-scheme: light; }
:root[data-theme=dark] { color-scheme: dark; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 var(--sans); overflow-wrap: anywhere; }
code, pre, kbd { font-family: var(--mono); }
code { font-size: .875em; }
.quiet { color: var(--quiet); font-size: .875rem; }
.mark {
  flex: none; width: 1.75rem; height: 1.75rem; padding: 5px; border: 2px dashed var(--accent); border-radius: .5rem;
}
.mark::before { content: ""; display: block; height: 100%; border-radius: .1875rem; background: var(--accent); }
`
