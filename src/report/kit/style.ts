const DARK = `
  color-scheme: dark;
  --background: #14171c; --surface: #1d2128; --line: #363c47; --text: #e6e9ee; --muted: #a3abb9;
  --link: #8ab8ff; --mark: #6b5200; --mark-text: #fff3cf; --focus: #8ab8ff;
  --good: #7fd6a1; --bad: #ff9b93; --warn: #f2c06b; --info: #9cc4f7;
  --good-soft: #16301f; --bad-soft: #3a1a18; --warn-soft: #33260e; --info-soft: #182a40;`;

/** The style that all pages share: colours in two themes, type, tables, code, badges, the bar at the top, print. */
export const BASE_STYLE = `
:root {
  color-scheme: light;
  --background: #ffffff; --surface: #f6f7f9; --line: #d5d9e0; --text: #1b1f27; --muted: #525a68;
  --link: #0b57b7; --mark: #ffe48a; --mark-text: #1b1f27; --focus: #0b57b7;
  --good: #17663a; --bad: #b3261e; --warn: #8a5300; --info: #245a9c;
  --good-soft: #e4f4ea; --bad-soft: #fdeceb; --warn-soft: #fdf1dc; --info-soft: #e7f0fb;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace;
}
:root[data-theme="dark"] {${DARK} }
@media (prefers-color-scheme: dark) {
  :root:not([data-theme]) {${DARK} }
}
* { box-sizing: border-box; }
html { background: var(--background); color: var(--text); font: 16px/1.55 var(--sans); -webkit-text-size-adjust: 100%; }
body { margin: 0; }
main, .bar { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
h1, h2, h3 { line-height: 1.25; font-weight: 650; text-wrap: balance; }
h1 { font-size: 1.75rem; margin: 1.5rem 0 .5rem; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1.05rem; margin: 1.25rem 0 .5rem; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
code, pre, kbd { font-family: var(--mono); font-size: .875em; }
code { overflow-wrap: anywhere; }
pre { margin: .5rem 0; padding: .75rem 1rem; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
mark { background: var(--mark); color: var(--mark-text); padding: 0 .15em; border-radius: 3px; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
th, td { text-align: start; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
thead th { color: var(--muted); font-weight: 600; font-size: .8125rem; }
.number { text-align: end; font-variant-numeric: tabular-nums; }
.muted { color: var(--muted); }
.scroll { overflow-x: auto; }
button, select, input { font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; padding: .3rem .7rem; }
button { cursor: pointer; }
button:hover { border-color: var(--muted); }
details > summary { cursor: pointer; }
ul.plain { list-style: none; margin: 0; padding: 0; }
:root[data-language="en"] .zh, :root[data-language="zh"] .en { display: none; }
:root:not([data-script]) .controls { display: none; }
[hidden] { display: none !important; }
.small { font-size: .8125rem; padding: .15rem .6rem; }
.bar.top { display: flex; flex-wrap: wrap; gap: .5rem; justify-content: space-between; padding-top: .75rem; }
footer.bar { border-top: 1px solid var(--line); font-size: .8125rem; }
[aria-pressed="true"] { border-color: var(--link); color: var(--link); background: var(--info-soft); }
.good { --tone: var(--good); --soft: var(--good-soft); }
.bad { --tone: var(--bad); --soft: var(--bad-soft); }
.warn { --tone: var(--warn); --soft: var(--warn-soft); }
.info { --tone: var(--info); --soft: var(--info-soft); }
.mute { --tone: var(--muted); --soft: var(--surface); }
.badge { display: inline-block; white-space: nowrap; font-size: .8125rem; font-weight: 600; padding: .05rem .5rem; border-radius: 999px; color: var(--tone); background: var(--soft); }
.level { font-size: .6875rem; font-weight: 600; letter-spacing: .06em; color: var(--muted); white-space: nowrap; }
@media (max-width: 44rem) { main, .bar { padding-inline: .9rem; } }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; inset-inline-start: -100vw; }
.skip:focus { inset-inline-start: 1rem; top: 1rem; z-index: 9; background: var(--background); padding: .5rem 1rem; }
@media print {
  :root, :root[data-theme="dark"] { color-scheme: light; --background: #fff; --surface: #fff; --line: #bbb; --text: #000; --muted: #333; --link: #000; --good: #17663a; --bad: #b3261e; --warn: #8a5300; --info: #245a9c; --good-soft: #fff; --bad-soft: #fff; --warn-soft: #fff; --info-soft: #fff; --mark: #ffe48a; --mark-text: #000; }
  html { font-size: 11px; }
  button, input, select, .controls, .skip, footer.bar { display: none !important; }
  main { max-width: none; padding: 0; }
  @page { margin: 14mm; }
  details::details-content { content-visibility: visible; block-size: auto; }
  h2, h3 { break-after: avoid; }
  tr, pre, figure { break-inside: avoid; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;
