/** The style of a matrix. Its filters work by style alone, without a script. */
export const MATRIX_STYLE = `
main, .bar { max-width: none; }
main { padding-bottom: 4rem; }
.filters { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; border: 1px solid var(--line); border-radius: 6px; padding: .5rem 1rem; margin: 1rem 0; }
.filters label { display: inline-flex; gap: .4rem; align-items: center; }
.conditions { border-inline-start: 4px solid var(--warn); background: var(--warn-soft); padding: .5rem 1rem; }
.side { width: auto; min-width: 100%; }
.side thead th { position: sticky; top: 0; background: var(--background); z-index: 1; }
.side th[scope="row"] { font-weight: 400; min-width: 16rem; max-width: 32rem; }
.side td { min-width: 8rem; max-width: 24rem; overflow-wrap: anywhere; }
.side tbody th[scope="rowgroup"] { background: var(--surface); font-weight: 650; }
.side tr:target > * { background: var(--mark); color: var(--mark-text); }
.statement { font-weight: 400; display: block; color: var(--muted); font-size: .875rem; }
.conditions b::first-letter { text-transform: uppercase; }
.conditions b { display: inline-block; }
.time, .digest, thead th:not(.name) { white-space: nowrap; }
.name { overflow-wrap: anywhere; min-width: 8rem; }
.side .badge { background: none; padding: 0; }
.side .badge:is(.good, .mute) { font-weight: 400; }
.differs > th:first-child { border-inline-start: 4px solid var(--info); }
main:has(#show-differing:checked) :is(tr.alike, tbody:not(:has(tr.differs))),
main:has(#show-broken:checked) .judged :is(tr.sound, tbody:not(:has(tr.broken))) { display: none; }
main:not(:has(#level-MUST:checked)) .judged tr.MUST, main:not(:has(#level-SHOULD:checked)) .judged tr.SHOULD,
main:not(:has(#level-OBSERVE:checked)) .judged tr.OBSERVE { display: none; }
@supports not selector(:has(a)) { .filters { display: none; } }
@media (max-width: 44rem) { .side th[scope="row"] { min-width: 11rem; } .side td, .side .name { min-width: 6rem; } }
@media print { .filters { display: none; } }
`;
