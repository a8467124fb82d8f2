/** The style of the report page, beside the one that all pages share. */
export const REPORT_STYLE = `
main { padding-bottom: 3rem; }
.tally, .legend, .contents ul, .tiles ul { list-style: none; margin: 0; padding: 0; }

.masthead { margin-top: 1rem; padding: 1.5rem 1.75rem 1.25rem; border-radius: 10px; background: var(--soft); border-inline-start: 6px solid var(--tone); }
.masthead:focus { outline: none; }
.masthead h1 { margin: .15rem 0 .35rem; font-size: 2.5rem; letter-spacing: -.015em; color: var(--tone); }
.masthead .overline { margin: 0; font-size: .875rem; color: var(--muted); }
.masthead .lead { margin: .1rem 0; font-size: 1.0625rem; max-width: 60ch; }
.masthead .stale { margin: .6rem 0 0; max-width: 60ch; }
.masthead .stale::first-letter { text-transform: uppercase; }
.stale a, td.stale { color: var(--warn); }
.share { display: block; width: 100%; height: 8px; margin: 1.1rem 0 .6rem; border-radius: 4px; }
.fill { fill: var(--tone); }
.tally { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; font-size: .9375rem; }
.tally b { color: var(--tone); font-size: 1.25rem; font-variant-numeric: tabular-nums; }

.facts { display: grid; grid-template-columns: repeat(4, 1fr); gap: .9rem 1.5rem; margin: 1.5rem 0; font-size: .9375rem; }
.facts > div { min-width: 0; }
.facts > .long { grid-column: span 2; }
.facts li { display: flex; flex-wrap: wrap; gap: 0 .75rem; }
.facts dt { font-size: .8125rem; color: var(--muted); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.digest { font-size: .75rem; color: var(--muted); display: block; }
.contents { border-block: 1px solid var(--line); padding: .6rem 0; margin-top: 1.5rem; }
.contents ul { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; font-size: .9375rem; }
.contents a { text-decoration: none; }
.contents a:hover { text-decoration: underline; }
section { scroll-margin-top: 1rem; }
section > h2 { margin-top: 3rem; }

.violation { border: 1px solid var(--line); border-inline-start: 4px solid var(--tone); border-radius: 8px; margin: 0 0 1rem; scroll-margin-top: 1rem; }
.violation > summary { padding: .9rem 1.25rem; list-style: none; border-radius: 8px; }
.violation > summary:focus-visible { outline-offset: -2px; border-radius: 8px; }
.violation > summary::-webkit-details-marker { display: none; }
.violation > summary h3 { margin: 0; display: flex; flex-wrap: wrap; gap: .15rem .7rem; align-items: baseline; }
.violation > summary h3 code { font-size: 1rem; overflow-wrap: anywhere; }
.violation > summary h3::before { content: "▸"; color: var(--muted); width: .8em; flex: none; }
.violation[open] > summary h3::before { content: "▾"; }
.violation > summary .statement { margin: .3rem 0 0; max-width: 75ch; }
.violation > .inside { padding: .2rem 1.25rem 1.1rem; }
.violation .waiver { margin: .3rem 0 0; max-width: 75ch; overflow-wrap: anywhere; }
.waivers th, .waivers td { overflow-wrap: anywhere; }
.waivers tbody th { font-weight: 400; }
.waivers .link { display: block; font-size: .875rem; }
.waivers .day, .waivers thead th { white-space: nowrap; }
.source { margin: 0 0 .9rem; font-size: .875rem; }
.versus { display: grid; grid-template-columns: 1fr 1fr; gap: 1px; background: var(--line); border: 1px solid var(--line); border-radius: 6px; overflow: hidden; margin: 0 0 1rem; }
.versus > div { background: var(--background); padding: .6rem .9rem; min-width: 0; }
.versus dt { font-size: .8125rem; font-weight: 600; color: var(--muted); }
.versus > div:last-child dt { color: var(--tone); }
.versus dd { margin: .1rem 0 0; overflow-wrap: anywhere; }
.label { margin: 1rem 0 .3rem; font-size: .875rem; font-weight: 600; }
.label b { font-variant-numeric: tabular-nums; }
.label code { font-weight: 400; }
.copyable pre { margin-top: 0; }
.inside pre { max-height: 26rem; }
.inside pre:not(:has(mark)) { max-height: 16rem; }
.others { margin: .8rem 0; font-size: .9375rem; }
.requests { padding-inline-start: 1.75rem; }
.requests li { margin: .3rem 0; overflow-wrap: anywhere; }
.reason { border-inline-start: 4px solid var(--tone); padding: .1rem 0 .1rem 1rem; margin: 0 0 1.25rem; }
.reason p { margin: 0 0 .4rem; overflow-wrap: anywhere; }
.reason .lead { font-size: 1.0625rem; }
.reason ul { margin: .2rem 0; padding-inline-start: 1.2rem; }

.filters { margin: 0 0 1rem; padding: .9rem 1.1rem; background: var(--surface); border-radius: 8px; }
.filters p { margin: 0; }
.filters .search { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin-bottom: .5rem; }
.filters input { flex: 1 1 14rem; background: var(--background); }
.filters button { background: var(--background); }
.filters [aria-pressed="true"] { background: var(--info-soft); }
.filters fieldset { border: 0; margin: 0; padding: .15rem 0; display: flex; flex-wrap: wrap; gap: .3rem; align-items: center; }
.filters legend { float: inline-start; width: 5.5rem; font-size: .8125rem; color: var(--muted); padding: 0; }
.chip { font-size: .8125rem; padding: .1rem .6rem; border-radius: 999px; }
.filters .shown { margin-top: .5rem; font-size: .875rem; }
.clauses th { font-weight: 400; }
.clauses thead th { font-weight: 600; white-space: nowrap; }
.clauses .chapter th { font-weight: 650; padding-top: 1.4rem; font-size: 1rem; }
.clauses tr[data-clause] { scroll-margin-top: 1rem; }
.clauses tr:target { background: var(--info-soft); }
.clauses summary { list-style-position: outside; margin-inline-start: 1rem; }
.clauses summary code { font-weight: 600; margin-inline-end: .5rem; }
.clauses summary .statement { color: var(--muted); }
.clauses details[open] summary .statement { color: inherit; }
.clauses .inside { margin: .4rem 0 .4rem 1rem; font-size: .875rem; }
.clauses .inside p { margin: .25rem 0; overflow-wrap: anywhere; }
.narrow { display: none; }
.observations th { font-weight: 400; width: 45%; }
.observations thead th { font-weight: 600; }
.observations td { overflow-wrap: anywhere; }
.observations td summary { color: var(--muted); font-size: .875rem; }
.observations .slug { display: block; font-size: .8125rem; text-decoration: none; color: var(--muted); }

.heat { background: color-mix(in srgb, var(--info) var(--share), var(--background)); font-variant-numeric: tabular-nums; }
.heat-0 { background: var(--warn-soft); color: var(--warn); }
.heat-1 { --share: 6%; } .heat-2 { --share: 13%; } .heat-3 { --share: 21%; } .heat-4 { --share: 29%; } .heat-5 { --share: 38%; }
.tiles { margin: .5rem 0; }
.tiles > div { display: flex; gap: .75rem; margin: .5rem 0; }
.tiles dt { flex: 0 0 3.5rem; font-size: .8125rem; color: var(--muted); padding-top: .3rem; }
.tiles dd { margin: 0; min-width: 0; }
.tiles ul { display: flex; flex-wrap: wrap; gap: 3px; }
.tiles li { padding: .2rem .5rem; border-radius: 4px; font-size: .8125rem; }
.pairs { width: auto; font-size: .8125rem; }
.pairs th, .pairs td { border: 2px solid var(--background); padding: .2rem .5rem; }
.pairs td { text-align: end; border-radius: 4px; }
.pairs th { white-space: nowrap; font-weight: 400; color: var(--muted); }
.pairs thead th[scope=colgroup], .pairs th[scope=rowgroup] { font-weight: 650; color: var(--text); }

.picture { margin: 1rem 0; }
.picture figcaption { font-size: .875rem; font-weight: 600; margin-bottom: .3rem; }
.picture svg[role=img] { display: block; width: 100%; min-width: 34rem; max-width: 47.5rem; height: auto; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 0 2rem; }
.pair .picture { margin-bottom: 0; }
.pair p { margin: 0 0 1rem; font-size: .875rem; }
.pair .picture svg[role=img] { min-width: 0; }
.picture text { fill: var(--muted); font: 12px var(--sans); }
.picture text.name { fill: var(--text); font-family: var(--mono); }
.pair .picture text { font-size: 15px; }
.picture .grid { stroke: var(--line); stroke-width: 1; }
.requested { fill: none; stroke: var(--text); stroke-width: 1.5; stroke-dasharray: 4 3; }
.in-place, .listed { fill: var(--info); opacity: .75; }
.out-of-place, .outside { fill: var(--bad); }
.gap, .missing { fill: var(--warn-soft); stroke: var(--warn); stroke-width: 1.5; }
.elsewhere { fill: var(--line); }
.span { fill: var(--info-soft); }
.edge { stroke: var(--info); stroke-width: 1.5; }
.column { fill: var(--info); } .area { fill: var(--info); opacity: .75; }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.25rem; font-size: .8125rem; color: var(--muted); margin-top: .4rem; }
.legend .key { width: 18px; height: 12px; vertical-align: -1px; }

@media (max-width: 44rem) {
  .masthead { padding: 1.1rem 1.1rem 1rem; }
  .masthead h1 { font-size: 2rem; }
  .versus { grid-template-columns: 1fr; }
  .facts { grid-template-columns: 1fr 1fr; }
  .clauses .wide { display: none; }
  .clauses .narrow { display: block; }
  .waivers .narrow { display: inline; }
  .clauses summary code, .clauses summary .statement { display: block; overflow-wrap: anywhere; }
  .filters legend { float: none; width: 100%; }
  .violation > summary, .violation > .inside { padding-inline: .9rem; }
  :is(.observations, .waivers), :is(.observations, .waivers) :is(tbody, tr, th, td) { display: block; width: auto; }
  :is(.observations, .waivers) thead { display: none; }
  .observations th, .waivers :is(th, td):not(:last-child) { border: 0; padding-bottom: 0; }
  .tiles > div { display: block; }
}
@media print {
  .contents, .others > summary { display: none; }
  .masthead { border: 1px solid var(--tone); border-inline-start-width: 6px; margin-top: 0; }
  .inside pre, .inside pre:not(:has(mark)) { max-height: none; }
  .violation { break-inside: auto; }
  .violation > summary { break-after: avoid; }
  .clauses details:not([open]) .inside { display: block; }
  .heat { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .fill, svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
