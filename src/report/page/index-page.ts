/** `index.html`: the result of a run as a page. */

import type { Language, Wording } from '../../contract/catalogue.ts';
import type { Contract } from '../../contract/contract.ts';
import type { ClauseResult, ClauseVerdict, RunResult } from '../../result/result.ts';
import { both, html, type Markup } from '../kit/markup.ts';
import { clientScript, pageDocument } from '../kit/page.ts';
import { subjectOf } from '../subject.ts';
import { RUN_VERDICT_WORDS, SECTION_WORDS, WORDS } from '../words.ts';
import { clauseTable } from './clause-table.ts';
import { coverageMap } from './coverage-map.ts';
import { masthead } from './masthead.ts';
import { observationTable } from './observations.ts';
import { trafficPictures } from './pictures/traffic-pictures.ts';
import { diagnosisList, undecidedClauses, unexercisedClauses } from './reasons.ts';
import { REPORT_STYLE } from './report-style.ts';
import { violationSection } from './violation-section.ts';
import { otherWaivers, waiverTable } from './waivers.ts';

/** Violations whose details are open at first. */
const MOST_OPEN = 4;

interface Section {
  readonly id: string;
  readonly title: Wording;
  /** Entries, shown in the table of contents. */
  readonly number?: number;
  readonly body: Markup;
}

/** Returns the whole document. @param language shown first; the reader can switch */
export async function indexPage(result: RunResult, contract: Contract, language: Language): Promise<string> {
  const sections = sectionsOf(result, contract);
  const title = titled(RUN_VERDICT_WORDS[result.verdict], subjectOf(result));
  return pageDocument({
    language,
    title,
    skip: { to: 'verdict', words: WORDS.skip },
    style: REPORT_STYLE,
    script: clientScript(new URL('./client/report.js', import.meta.url)),
    main: html`${masthead(result, contract)}
<nav class="contents" aria-labelledby="contents-title"><h2 id="contents-title" class="visually-hidden">${both(WORDS.sections)}</h2><ul>${sections.map(
      ({ id, title, number }) =>
        html`<li><a href="#${id}">${both(title)}${number === undefined ? '' : html` <span class="muted">${number}</span>`}</a></li>`,
    )}</ul></nav>
${sections.map(
  ({
    id,
    title,
    body,
  }) => html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${both(title)}</h2>
${body}
</section>`,
)}`,
    footer: `${result.suite.name} ${result.suite.version} · conformance.json`,
  });
}

function titled(verdict: Wording, subject: Wording | undefined): Wording {
  const parts = [verdict, ...(subject === undefined ? [] : [subject]), WORDS.title];
  return { en: parts.map(({ en }) => en).join(' · '), zh: parts.map(({ zh }) => zh).join(' · ') };
}

/** Failures come first. An empty section is left out. */
function sectionsOf(result: RunResult, contract: Contract): readonly Section[] {
  const { clauses, coverage, traffic, diagnosis = [], common } = result;
  const { catalogue } = contract;
  const of = (verdict: ClauseVerdict) => clauses.filter((clause) => clause.verdict === verdict);
  const ofClauses = (
    id: string,
    verdict: keyof typeof SECTION_WORDS,
    bodyOf: (clauses: readonly ClauseResult[]) => Markup,
  ): readonly Section[] => {
    const those = of(verdict);
    if (those.length === 0) return [];
    return [{ id, title: SECTION_WORDS[verdict], number: those.length, body: bodyOf(those) }];
  };
  const violations = (those: readonly ClauseResult[]) =>
    html`${those.map((clause, place) => violationSection(clause, contract, place < (result.mock === undefined ? MOST_OPEN : 0)))}`;
  const waived = of('waived');
  const others = otherWaivers(result);
  const isShown = ({ verdict }: ClauseResult) =>
    verdict === 'fail' || verdict === 'warn' || verdict === 'waived';
  return [
    ...(diagnosis.length === 0 && common === undefined
      ? []
      : [
          {
            id: 'diagnosis',
            title: diagnosis.length === 0 ? WORDS.inCommon : WORDS.diagnosis,
            body: diagnosisList(diagnosis, common),
          },
        ]),
    ...ofClauses('failed', 'fail', violations),
    ...ofClauses('warnings', 'warn', violations),
    ...ofClauses('undecided', 'inconclusive', (those) => undecidedClauses(those, result, catalogue)),
    ...ofClauses('unexercised', 'not-exercised', (those) => unexercisedClauses(those, catalogue)),
    ...ofClauses(
      'waived',
      'waived',
      (those) => html`${those.map((clause) => violationSection(clause, contract, false))}`,
    ),
    ...(others.length === 0
      ? []
      : [
          {
            id: 'waivers',
            title: waived.length > 0 ? WORDS.otherWaivers : WORDS.waivers,
            number: others.length,
            body: waiverTable(others),
          },
        ]),
    ...(clauses.length === 0
      ? []
      : [
          {
            id: 'clauses',
            title: WORDS.all,
            number: clauses.length,
            body: clauseTable(clauses, contract, isShown),
          },
        ]),
    ...ofClauses('behaviour', 'observed', (those) => observationTable(those, catalogue)),
    { id: 'coverage', title: WORDS.coverage, body: coverageMap(coverage, contract) },
    ...(traffic === undefined
      ? []
      : [{ id: 'traffic', title: WORDS.traffic, body: trafficPictures(traffic) }]),
  ];
}
