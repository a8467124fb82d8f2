/** Every clause that the suite can judge, in the order of the reading. */
import type { Contract } from '../contract/contract.ts';
import * as instance from './addressing/instance.ts';
import * as path from './addressing/path.ts';
import * as auth from './auth/refused.ts';
import * as authSpelling from './auth/spelling.ts';
import type { Clause } from './clause.ts';
import * as connection from './equivalence/connection.ts';
import * as escapes from './equivalence/escapes.ts';
import * as sayingsObserved from './equivalence/observed.ts';
import * as requests from './equivalence/requests.ts';
import * as errors from './errors.ts';
import * as combine from './filters/combine.ts';
import * as empty from './filters/empty.ts';
import * as equality from './filters/equality.ts';
import * as id from './filters/id.ts';
import * as filtersObserved from './filters/observed.ts';
import * as bounds from './pagination/bounds.ts';
import * as paginationObserved from './pagination/observed.ts';
import * as pageSize from './pagination/page-size.ts';
import * as pages from './pagination/pages.ts';
import * as totals from './pagination/totals.ts';
import * as refusalsObserved from './refusals-observed.ts';
import * as answer from './response/answer.ts';
import * as row from './response/row.ts';
import * as schema from './response/schema.ts';
import * as membership from './window/membership.ts';
import * as nesting from './window/nesting.ts';
import * as windowObserved from './window/observed.ts';
import * as reading from './window/one-reading.ts';
import * as windowPaging from './window/paging.ts';
import * as pair from './window/pair.ts';
import * as years from './window/years.ts';
import * as zones from './window/zones.ts';

/** Every clause, in the order of the reading. */
const CLAUSES: readonly Clause[] = [
  path.versionCase,
  path.versionValue,
  path.versionOlder,
  path.pathSpelling,
  path.projectOwned,
  instance.instanceRequired,
  instance.instanceEmpty,
  instance.instanceExact,
  instance.instanceSpelling,
  instance.instanceOwnsRows,
  path.sampleRequest,
  auth.missing,
  auth.invalid,
  authSpelling.spelling,
  authSpelling.elsewhere,
  pages.defaultLimit,
  pages.defaultOffset,
  pageSize.pageSize,
  pages.tiling,
  pages.repeatable,
  totals.totalConstant,
  totals.totalFiltered,
  totals.endIsEmpty,
  bounds.limitBounds,
  bounds.offsetNegative,
  bounds.notANumber,
  bounds.noInteger,
  bounds.numberSpelling,
  paginationObserved.order,
  paginationObserved.leadingZeros,
  paginationObserved.repeatedParameter,
  paginationObserved.emptyValue,
  paginationObserved.offsetBeyondInt64,
  pair.beginNeedsEnd,
  pair.endNeedsBegin,
  pair.endAfterBegin,
  pair.instantsNotText,
  pair.format,
  pair.calendar,
  pair.timeSpelling,
  windowObserved.rfc3339Spelling,
  membership.sound,
  membership.complete,
  reading.oneReading,
  years.years,
  zones.zoneInvariant,
  nesting.monotone,
  nesting.additive,
  windowPaging.pages,
  windowPaging.wholeHistory,
  windowObserved.comparedField,
  windowObserved.bounds,
  windowObserved.rawPlus,
  equality.sound,
  equality.complete,
  equality.totals,
  equality.outsideEnum,
  equality.invalidParameter,
  id.idExact,
  id.idSpelling,
  empty.emptyValue,
  id.idOfOtherInstance,
  filtersObserved.unknownId,
  combine.combine,
  filtersObserved.unfilteredHasIncremental,
  filtersObserved.unknownParameter,
  answer.status,
  answer.mediaType,
  answer.uniqueKeys,
  schema.schema,
  row.integerSpelling,
  schema.timeFormat,
  row.endWhileBuilding,
  schema.sizeExact,
  row.endNotBeforeBegin,
  row.incrementalEnd,
  row.uniqueIds,
  schema.databases,
  row.oneEngine,
  schema.incrementalEngine,
  schema.engineSpelling,
  row.extensions,
  escapes.escapes,
  escapes.escapesAccepted,
  requests.parameterOrder,
  requests.language,
  requests.coding,
  connection.connection,
  sayingsObserved.emptyPair,
  sayingsObserved.arraySpelling,
  sayingsObserved.nameCase,
  sayingsObserved.rawSemicolon,
  sayingsObserved.otherHeaders,
  errors.status,
  errors.shape,
  errors.names,
  errors.codePattern,
  errors.echo,
  errors.noRows,
  errors.noServerFault,
  refusalsObserved.whichStatus,
];

/**
 * Returns the clauses in the order of the catalogue.
 * @throws Error for a clause whose slug is not in it, or that is listed twice
 */
export function allClauses({ catalogue }: Contract): readonly Clause[] {
  const bySlug = new Map(CLAUSES.map((clause) => [clause.slug, clause]));
  if (bySlug.size !== CLAUSES.length) throw new Error('two clauses have one slug');
  for (const { slug } of CLAUSES) catalogue.entry(slug);
  return catalogue.entries.flatMap(({ slug }) => bySlug.get(slug) ?? []);
}
