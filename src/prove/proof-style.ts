/** The style of the matrix: clauses are written vertically over narrow columns, and the faults' names stay in view. */
export const PROOF_STYLE = `
main { max-width: none; }
.facts { display: flex; flex-wrap: wrap; gap: .75rem 2rem; margin: 1rem 0; }
.facts dt { color: var(--muted); font-size: .8125rem; }
.facts dd { margin: 0; font-size: 1.125rem; font-weight: 600; }
.complaints { background: var(--bad-soft); border-radius: 6px; padding: .75rem 1rem .75rem 2.5rem; overflow-wrap: anywhere; }
.legend { max-width: 70rem; }
.chapter { margin: 1rem 0; }
.chapter h3 { display: inline; }
.chapter .scroll { max-height: 85vh; overflow: auto; border: 1px solid var(--line); border-radius: 6px; margin-top: .5rem; }
.matrix { width: auto; font-size: .8125rem; border-collapse: separate; border-spacing: 0; }
.matrix th[scope="row"] { position: sticky; inset-inline-start: 0; background: var(--background); min-width: 22rem; max-width: 34rem; font-weight: 400; z-index: 1; }
.matrix th[scope="row"] ul { margin: .25rem 0 .25rem 1rem; padding: 0; overflow-wrap: anywhere; }
.matrix thead th { position: sticky; top: 0; background: var(--background); vertical-align: bottom; z-index: 2; }
.matrix thead th:first-child { inset-inline-start: 0; z-index: 3; }
.matrix .clause span { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; font-family: var(--mono); font-weight: 400; }
.matrix td { text-align: center; padding: .25rem .35rem; }
.matrix td.number { text-align: end; white-space: nowrap; }
.matrix tbody tr:hover > *, .matrix tbody tr:target > * { background: var(--surface); }
.named { color: var(--good); }
.other { color: var(--muted); }
.some-seeds, .undecided { color: var(--warn); }
tr[id] th[scope="row"] { font-weight: 400; }
.failed > *, .none { color: var(--bad); }
@media (max-width: 40rem) { .matrix th[scope="row"] { min-width: 9rem; max-width: 9rem; overflow-wrap: anywhere; } .matrix th[scope="row"] summary .muted { display: none; } }
@media print { .chapter .scroll { max-height: none; overflow: visible; border: 0; } .matrix th { position: static !important; } }
`;
