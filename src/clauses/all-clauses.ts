/** Every clause that the suite can judge, in the order of the reading. */
import type { Contract } from '../contract/contract.ts';
import * as addressing from './addressing.ts';
import * as auth from './auth.ts';
import type { Clause } from './clause.ts';
import * as errors from './errors.ts';
import * as combine from './filters/combine.ts';
import * as id from './filters/id.ts';
import * as filtersObserved from './filters/observed.ts';
import * as type from './filters/type.ts';
import * as bounds from './pagination/bounds.ts';
import * as paginationObserved from './pagination/observed.ts';
import * as pageSize from './pagination/page-size.ts';
import * as pages from './pagination/pages.ts';
import * as totals from './pagination/totals.ts';
import * as refusalsObserved from './refusals-observed.ts';
import * as answer from './response/answer.ts';
import * as row from './response/row.ts';
import * as membership from './window/membership.ts';
import * as nesting from './window/nesting.ts';
import * as windowObserved from './window/observed.ts';
import * as windowPaging from './window/paging.ts';
import * as pair from './window/pair.ts';
import * as zones from './window/zones.ts';

const MODULES = [
  addressing,
  auth,
  pageSize,
  pages,
  totals,
  bounds,
  paginationObserved,
  pair,
  membership,
  zones,
  nesting,
  windowPaging,
  windowObserved,
  type,
  id,
  combine,
  filtersObserved,
  answer,
  row,
  errors,
  refusalsObserved,
];

/** The clauses in the order of the catalogue. @throws Error for a clause whose slug is not in it, or stands twice */
export function allClauses({ catalogue }: Contract): readonly Clause[] {
  const clauses = MODULES.flatMap((module) => Object.values<unknown>(module)).filter(isClause);
  const bySlug = new Map(clauses.map((clause) => [clause.slug, clause]));
  if (bySlug.size !== clauses.length) throw new Error('two clauses have one slug');
  for (const { slug } of clauses) catalogue.entry(slug);
  return catalogue.entries.flatMap(({ slug }) => bySlug.get(slug) ?? []);
}

function isClause(value: unknown): value is Clause {
  return typeof value === 'object' && value !== null && 'slug' in value && 'budgetWeight' in value;
}
