/** Takes a request through the stages, one after the other. */
import { parseTime } from '../contract/time.ts';
import { authenticate, respond, route } from './access.ts';
import { Refusal } from './errors.ts';
import { type Fields, jsonText, Written } from './json-text.ts';
import { count, filter, findInstance, inWindow, page, sort } from './listing.ts';
import { decode, integer, validate } from './query-validation.ts';
import { renderList, renderRow } from './rendering.ts';
import { toArray } from './rows.ts';
import { hex, hex32 } from './seeded-random.ts';
import type { Call, Change, Deployment, ReferenceAnswer, ReferenceRequest, Stages } from './stages.ts';

/** The stages of a deployment without fault or variant. */
export const plainStages: Stages = {
  route,
  authenticate,
  decode,
  integer,
  time: parseTime,
  validate,
  findInstance,
  filter,
  inWindow,
  sort,
  count,
  page,
  renderRow,
  renderList,
  respond,
};

/** The plain stages with changes applied one after the other. */
export function changedStages(changes: readonly Change[]): Stages {
  let stages = plainStages;
  for (const change of changes) stages = { ...stages, ...change(stages) };
  return stages;
}

/** Rows are written once and kept; so many at most. */
const KEPT_ROWS = 20_000;

export interface PipelineOptions {
  /** The number of a request since the deployment started; by default they are counted from 1. */
  readonly next?: () => number;
  /** Writes a row. */
  readonly write?: (fields: Fields) => Written;
}

/** Returns the handler of one deployment's requests. */
export function pipeline(
  stages: Stages,
  deployment: Deployment,
  { next = counting(), write = (fields) => new Written(jsonText(fields)) }: PipelineOptions = {},
): (request: ReferenceRequest) => ReferenceAnswer {
  const { dataset, seed } = deployment;
  const requestIds = hex32(seed, 1_000).slice(0, 24);
  let revision = dataset.revision;
  const kept = new Map<number, Written>();

  const written = (number: number): Written => {
    const known = kept.get(number);
    if (known !== undefined) return known;
    const fresh = write(stages.renderRow(dataset.backup(number), deployment));
    if (kept.size >= KEPT_ROWS) kept.clear();
    kept.set(number, fresh);
    return fresh;
  };

  const list = (call: Call): Fields => {
    stages.authenticate(call);
    const query = stages.validate(stages.decode(call.route.queryString, call), call);
    const selected = stages.filter(stages.findInstance(query, call), query, call);
    const matching = query.window === undefined ? selected : stages.inWindow(selected, query.window, call);
    const ordered = stages.sort(matching, query, call);
    const rows = toArray(stages.page(ordered, query, call)).map(written);
    return stages.renderList({ rows, total: stages.count(ordered, query, call) }, query, call);
  };

  return (request) => {
    const sequence = next();
    if (revision !== dataset.revision) kept.clear();
    revision = dataset.revision;
    let call: Call = {
      request,
      sequence,
      requestId: requestIds + hex(sequence, 8),
      route: { project: '', queryString: '' },
      stages,
      deployment,
    };
    try {
      call = { ...call, route: stages.route(request, deployment) };
      return stages.respond(list(call), call);
    } catch (refusal) {
      if (refusal instanceof Refusal) return stages.respond(refusal, call);
      throw refusal;
    }
  };
}

function counting(): () => number {
  let count = 0;
  return () => ++count;
}
