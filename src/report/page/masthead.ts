/** The top of the page: the verdict in words, the counts, and the facts that identify the run. */

import type { Wording } from '../../contract/catalogue.ts';
import type { Contract } from '../../contract/contract.ts';
import { causeOf } from '../../result/cause.ts';
import {
  CLAUSE_VERDICTS,
  type ClauseResult,
  type ClauseVerdict,
  type Implementation,
  type RunResult,
} from '../../result/result.ts';
import { toneOf } from '../kit/badges.ts';
import { both, code, count, html, line, type Markup, momentOf, webLink } from '../kit/markup.ts';
import { networkLine, retriesOf, staleWaivers } from '../run-facts.ts';
import { SENTENCES } from '../sentences.ts';
import { subjectOf } from '../subject.ts';
import { RUN_VERDICT_WORDS, VERDICT_WORDS, WORDS } from '../words.ts';

export function masthead(result: RunResult, contract: Contract): Markup {
  const { verdict, clauses } = result;
  const stale = staleWaivers(result);
  const subject = subjectOf(result);
  // Where clauses failed, what stopped the run stands behind the failures.
  const isBehind = verdict === 'nonconformant' && result.obstacle === undefined && result.mock === undefined;
  const cause = isBehind ? undefined : causeOf(result);
  return html`<header class="masthead ${toneOf(verdict)}" id="verdict" tabindex="-1">
<p class="overline">${subject === undefined ? '' : html`<b>${both(subject)}</b> · `}${both(WORDS.title)} · <code translate="no">GET ${contract.operation.pathTemplate}</code></p>
<h1>${both(RUN_VERDICT_WORDS[verdict])}</h1>
${cause === undefined ? '' : html`<p class="lead cause">${line(cause)}</p>`}
${verdictSentences(result, contract).map((sentence) => html`<p class="lead">${both(sentence)}</p>`)}
${stale === undefined ? '' : html`<p class="stale warn" role="note"><a href="#waivers">${both(stale)}</a></p>`}
${tally(clauses)}
</header>
${facts(result, contract)}`;
}

/** The reasons of the verdict, the most serious first. */
function verdictSentences(result: RunResult, contract: Contract): readonly Wording[] {
  const { clauses, verdict, acceptUnexercised, selected } = result;
  const musts = clauses.filter((clause) => clause.level === 'MUST' && clause.verdict !== 'not-scored');
  const number = (wanted: ClauseVerdict) => musts.filter((clause) => clause.verdict === wanted).length;
  const sentences: Wording[] = [];
  if (number('fail') > 0) sentences.push(SENTENCES.failedSome(number('fail'), musts.length));
  if (number('waived') > 0) sentences.push(SENTENCES.waivedSome(number('waived')));
  if (verdict === 'conformant') sentences.push(SENTENCES.passedAll(number('pass'), number('waived')));
  if (number('inconclusive') > 0) sentences.push(SENTENCES.undecidedSome(number('inconclusive')));
  if (number('not-exercised') > 0)
    sentences.push(SENTENCES.unexercisedSome(number('not-exercised'), acceptUnexercised));
  if (number('not-implemented') > 0) sentences.push(SENTENCES.notImplementedSome(number('not-implemented')));
  if (sentences.length === 0) sentences.push(SENTENCES.nothingJudged());
  if (selected !== undefined)
    sentences.push(SENTENCES.partial(clauses.length, contract.catalogue.entries.length));
  return sentences;
}

/** The counts by verdict, passes first, under a bar of their shares. */
function tally(clauses: readonly ClauseResult[]): Markup {
  const counts = [...CLAUSE_VERDICTS]
    .reverse()
    .map((verdict) => ({ verdict, number: clauses.filter((clause) => clause.verdict === verdict).length }))
    .filter(({ number }) => number > 0);
  let from = 0;
  const shares = counts.map(({ verdict, number }) => {
    const share = html`<rect class="fill ${toneOf(verdict)}" x="${from}" y="0" width="${Math.max(0.2, number - 0.2)}" height="1"/>`;
    from += number;
    return share;
  });
  return html`<svg class="share" viewBox="0 0 ${Math.max(1, clauses.length)} 1" preserveAspectRatio="none" aria-hidden="true">${shares}</svg>
<ul class="tally">${counts.map(
    ({ verdict, number }) =>
      html`<li class="${toneOf(verdict)}"><b>${number}</b> ${both(VERDICT_WORDS[verdict])}</li>`,
  )}</ul>`;
}

/** Name and value; a long one is two columns wide. */
type Fact = readonly [name: Wording, value: Markup, width?: 'long'];

function facts(result: RunResult, contract: Contract): Markup {
  const {
    implementation,
    deployment,
    target,
    clauseSet,
    challenge,
    suite,
    seed,
    budget,
    requests,
    milliseconds,
    startedAt,
    instances,
    settings,
    noise,
  } = result;
  const network = networkLine(settings?.network);
  const retried = retriesOf(noise);
  const unscored = result.clauses.filter((clause) => clause.verdict === 'not-scored').length;
  const entries: readonly Fact[] = [
    ...(implementation === undefined ? [] : [[WORDS.product, vendor(implementation), 'long'] as const]),
    ...(deployment === undefined ? [] : [[WORDS.deployment, code(deployment), 'long'] as const]),
    [
      WORDS.target,
      settings?.embedded === true ? html`${both(WORDS.embedded)} ${code(target)}` : code(target),
      'long',
    ],
    ...(network === undefined ? [] : [[WORDS.network, both(network), 'long'] as const]),
    [
      WORDS.instances,
      html`<ul class="plain">${instances.map(({ id, total }) => html`<li>${code(id)} ${both(SENTENCES.backups(total))}</li>`)}</ul>`,
      'long',
    ],
    [
      WORDS.contract,
      html`${contract.document.info.version} <code class="digest" translate="no">${result.contract.digest}</code>`,
      'long',
    ],
    ...(clauseSet === undefined ? [] : [[WORDS.clauseSet, judgedAs(clauseSet, unscored), 'long'] as const]),
    [WORDS.catalogue, html`<code class="digest" translate="no">${result.contract.catalogue}</code>`, 'long'],
    [WORDS.suite, html`<span translate="no">${suite.name} ${suite.version}</span>`],
    [WORDS.seed, html`<code translate="no">${seed}</code>`],
    [WORDS.budget, html`<span translate="no">${budget.name}</span>`],
    [WORDS.requests, html`${count(requests)}`],
    [WORDS.started, momentOf(startedAt)],
    [WORDS.duration, html`${(milliseconds / 1000).toFixed(1)} s`],
    ...(retried === undefined ? [] : [[WORDS.retries, both(retried)] as const]),
    ...(challenge === undefined ? [] : [[WORDS.challenge, code(challenge), 'long'] as const]),
  ];
  return html`<dl class="facts">${entries.map(
    ([name, value, width]) =>
      html`<div${width === 'long' ? html` class="long"` : ''}><dt>${both(name)}</dt><dd>${value}</dd></div>`,
  )}</dl>`;
}

/** Who is behind the deployment, in the vendor's words. */
function vendor({ organization, product, version, url, contact }: Implementation): Markup {
  return html`<b>${line(`${product} ${version}`)}</b>
<ul class="plain"><li>${line(organization)} ${webLink(url)}</li><li>${contact.map((one) => html`<span>${webLink(one)}</span>`)}</li></ul>`;
}

function judgedAs(
  { version, digest, released }: NonNullable<RunResult['clauseSet']>,
  unscored: number,
): Markup {
  return html`${both(SENTENCES.setOf(version, released))}${
    unscored === 0 ? '' : html` · <a href="#clauses">${both(SENTENCES.outsideSet(unscored))}</a>`
  } <code class="digest" translate="no">${digest}</code>`;
}
