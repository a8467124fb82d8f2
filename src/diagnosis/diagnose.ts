/**
 * Explains a failing run. The faults of the reference deployment are known; each is laid over the backups that the run
 * saw, and asked what the run asked. Those that answer exactly as the deployment did are named.
 */
import type { Contract } from '../contract/contract.ts';
import type { Fault } from '../reference/mutation.ts';
import { faults } from '../reference/registry.ts';
import type { Diagnosis } from '../result/result.ts';
import { type CaseFile, type Item, openCase } from './case-file.ts';
import type { Model } from './model.ts';
import type { Signature } from './row-book.ts';
import type { BrokenClause, Seen } from './seen.ts';
import { fittedTemper, modelOf, otherwiseOrdered, type Temper } from './temper.ts';
import { isPredicted, type Predictions, replayed, signatureOf, type Weighed, weighed } from './weighing.ts';

/** Of the best score, the share that still makes a suspect. */
const NEARLY = 0.85;
/** Faults weighed whole, at most. */
const SHORTLIST = 12;
/** Exchanges that all faults are tried on first. */
const TELLING = 32;
/** Of these, as many are tried at once. */
const FEW = 8;
/** Request numbers that differ in every way a model may look at: by halves, by thirds, by dozens. */
const MOMENTS = [6, 47] as const;
/** Faults that predict the same: beyond so many they explain nothing. */
const MOST_ALIKE = 4;
/** Of the telling exchanges, the share that may stay unexplained: a deployment may be peculiar in a few besides. */
const LEEWAY = 0.02;

/** The faults that behave as the deployment did; none where no fault does, or too many do. */
export function diagnose(contract: Contract, seen: Seen): readonly Diagnosis[] {
  if (seen.broken.length === 0 || seen.exchanges.length === 0) return [];
  const file = openCase(contract, seen);
  const temper = fittedTemper(file);
  const found = diagnosedWith(file, temper, faults, seen.broken);
  if (found.length > 0 || isInItsOrder(file, temper)) return found;
  const likely = faults.filter((fault) => isNamedFor(fault, seen.broken));
  for (const other of otherwiseOrdered(temper)) {
    const foundThen = diagnosedWith(file, other, likely, seen.broken);
    if (foundThen.length > 0) return foundThen;
  }
  return [];
}

/** Whether the unfiltered pages show what the order told from them makes expect. */
function isInItsOrder(file: CaseFile, temper: Temper): boolean {
  const model = modelOf(file, temper);
  return file.items
    .filter(({ isPlain }) => isPlain)
    .every((item) => {
      const { rows } = signatureOf(file, item, model.answer(item.request, MOMENTS[0]));
      return rows.join() === item.seen.rows.join();
    });
}

function isNamedFor({ caughtBy }: Fault, broken: readonly BrokenClause[]): boolean {
  return broken.some(({ slug }) => caughtBy.includes(slug));
}

function diagnosedWith(
  file: CaseFile,
  temper: Temper,
  known: readonly Fault[],
  broken: readonly BrokenClause[],
): readonly Diagnosis[] {
  const correct = replayed(file, modelOf(file, temper));
  const wrong = file.items.filter((item, place) => !isPredicted(item.seen, correct[place] ?? [], NOTHING));
  const telling = mostTelling(
    wrong.filter((item) => !isSilent(item)),
    broken,
  );
  if (telling.length === 0) return [];
  const verdicts = shortlist(file, temper, known, telling, broken)
    .map((fault) => weighed(file, temper, fault))
    .filter(({ isSteady }) => isSteady || isInconstant(file))
    .map((one) => verdictOf(file, one, correct));
  return named(verdicts, broken);
}

/** Whether one request was answered in several ways: only then a model that changes its mind may explain it. */
function isInconstant({ items }: CaseFile): boolean {
  const answers = new Map<string, string>();
  return items.some(({ request, seen }) => {
    const key = `${request.credential} ${request.target}`;
    const before = answers.get(key) ?? seen.bare;
    answers.set(key, before);
    return before !== seen.bare;
  });
}

const NOTHING: ReadonlySet<string> = new Set();

/** Where the document is silent a deployment may do as it likes, but fail. */
function isSilent({ kind, seen }: Item): boolean {
  return kind === 'open' && !seen.head.startsWith('5');
}

/** Those of the counterexamples first, then some of each clause. */
function mostTelling(items: readonly Item[], broken: readonly BrokenClause[]): readonly Item[] {
  const targets = new Set(broken.flatMap((clause) => clause.targets.slice(0, 2)));
  const isShown = ({ request }: Item) => [...targets].some((target) => target.endsWith(request.target));
  const chosen = new Set(items.filter(isShown).slice(0, TELLING / 2));
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = [...item.clauses][0] ?? '';
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  for (let turn = 0; chosen.size < Math.min(TELLING, items.length); turn++)
    for (const group of groups.values()) {
      const item = group[turn];
      if (item !== undefined && chosen.size < TELLING) chosen.add(item);
    }
  return [...chosen];
}

/** The faults that predict most of the telling exchanges, or that depend on what was asked before. */
function shortlist(
  file: CaseFile,
  temper: Temper,
  known: readonly Fault[],
  telling: readonly Item[],
  broken: readonly BrokenClause[],
): readonly Fault[] {
  const scored = known.map((fault) => ({ fault, score: scoreOf(file, temper, fault, telling, broken) }));
  const best = Math.max(...scored.map(({ score }) => score));
  return scored
    .filter(({ score }) => score >= Math.max(best * NEARLY, telling.length / 2))
    .sort((one, other) => other.score - one.score)
    .slice(0, SHORTLIST)
    .map(({ fault }) => fault);
}

/** Looks at a few first, unless a broken clause is named for the fault: most have nothing to do with what was seen. */
function scoreOf(
  file: CaseFile,
  temper: Temper,
  fault: Fault,
  telling: readonly Item[],
  broken: readonly BrokenClause[],
): number {
  if (isNamedFor(fault, broken)) return hitsOf(file, temper, fault, telling);
  const few = telling.slice(0, FEW);
  const first = hitsOf(file, temper, fault, few);
  if (few.length === telling.length || first < few.length / 4) return (first * telling.length) / few.length;
  return hitsOf(file, temper, fault, telling);
}

function hitsOf(file: CaseFile, temper: Temper, fault: Fault, items: readonly Item[]): number {
  const answers = (model: Model, these: readonly Item[], moment: number) =>
    these.map((item) => signatureOf(file, item, model.answer(item.request, moment)));
  const model = modelOf(file, temper, fault);
  const predicted = answers(model, items, MOMENTS[0]);
  const marks = items.some(({ seen }) => seen.marks.size > 0) ? marksIn(file, model, predicted) : NOTHING;
  const hits = items.filter(({ seen }, place) => isLikely(seen, predicted[place], marks)).length;
  if (hits === items.length) return hits;
  const backwards = answers(modelOf(file, temper, fault), [...items].reverse(), MOMENTS[1]).reverse();
  const isFickle = predicted.some(({ whole }, place) => backwards[place]?.whole !== whole);
  return isFickle ? items.length : hits;
}

/** All marks that rows of a model have, on whatever row. */
function marksIn({ book }: CaseFile, model: Model, predicted: readonly Signature[]): ReadonlySet<string> {
  const ofRows = model.rows.flatMap(({ text }) => book.marksOfText(text));
  const ofPages = predicted.flatMap(({ marks }) => [...marks.values()].flat());
  return new Set([...ofRows, ...ofPages]);
}

function isLikely(seen: Signature, predicted: Signature | undefined, marks: ReadonlySet<string>): boolean {
  if (seen.bare !== predicted?.bare) return false;
  const isMarkedThroughout = predicted.marks.size > 1 && predicted.marks.size > predicted.rows.length / 2;
  if (seen.marks.size === 0 && isMarkedThroughout) return false;
  return [...seen.marks.values()].flat().every((mark) => marks.has(mark));
}

interface Verdict {
  readonly fault: Fault;
  readonly explained: number;
  readonly of: number;
  readonly isSteady: boolean;
}

/** Only the exchanges count in which this fault, or the deployment, departs from a correct one. */
function verdictOf(
  file: CaseFile,
  { fault, hits, predictions, isSteady }: Weighed,
  correct: Predictions,
): Verdict {
  let [explained, of] = [0, 0];
  for (const [place, item] of file.items.entries()) {
    const [right] = correct[place] ?? [];
    const departs =
      item.seen.whole !== right?.whole || predictions[place]?.some(({ whole }) => whole !== right.whole);
    const isHit = hits[place] === true;
    if (!departs || (!isHit && isSilent(item))) continue;
    of += 1;
    if (isHit) explained += 1;
  }
  return { fault, explained, of, isSteady };
}

function named(verdicts: readonly Verdict[], broken: readonly BrokenClause[]): readonly Diagnosis[] {
  const slugs = broken.map(({ slug }) => slug);
  const missed = ({ explained, of }: Verdict) => of - explained;
  const fitting = verdicts
    .filter((verdict) => missed(verdict) <= Math.floor(verdict.of * LEEWAY))
    .sort((one, other) => missed(one) - missed(other) || Number(other.isSteady) - Number(one.isSteady));
  const [best] = fitting;
  if (best === undefined) return [];
  const alike = fitting.filter(
    (one) => one.isSteady === best.isSteady && (!best.isSteady || missed(one) === missed(best)),
  );
  if (alike.length > MOST_ALIKE) return [];
  const catches = ({ fault }: Verdict) => fault.caughtBy.filter((slug) => slugs.includes(slug));
  const [first, ...others] = alike.sort((one, other) => catches(other).length - catches(one).length);
  if (first === undefined) return [];
  const { fault, explained, of } = first;
  return [
    {
      fault: fault.slug,
      says: fault.description,
      explained,
      of,
      clauses: catches(first),
      alike: others.map((other) => other.fault.slug),
    },
  ];
}
