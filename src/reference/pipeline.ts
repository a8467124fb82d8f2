/** Takes a request through the stages, one after the other. */
import { authenticate, route } from './access.ts';
import { type Fields, jsonText, Written } from './json-text.ts';
import { integer, judge, read } from './judge.ts';
import { count, find, order, page, select, within } from './listing.ts';
import { readTime } from './read-time.ts';
import { Refusal } from './refusal.ts';
import { render, row } from './render.ts';
import { toArray } from './rows.ts';
import { hex32 } from './scatter.ts';
import { send } from './send.ts';
import type { Call, Change, ReferenceAnswer, ReferenceRequest, Stages, World } from './stages.ts';

/** The stages of a deployment without fault or variant. */
export const plainStages: Stages = {
  route,
  authenticate,
  read,
  integer,
  time: readTime,
  judge,
  find,
  select,
  within,
  order,
  count,
  page,
  row,
  render,
  send,
};

/** The plain stages with changes made one upon the other. */
export function changedStages(changes: readonly Change[]): Stages {
  let stages = plainStages;
  for (const change of changes) stages = { ...stages, ...change(stages) };
  return stages;
}

/** Rows are written once and kept; so many at most. */
const KEPT_ROWS = 20_000;

export interface PipelineOptions {
  /** The number of a request since the deployment started; counted from 1 unless said. */
  readonly next?: () => number;
  /** Writes a row. */
  readonly write?: (fields: Fields) => Written;
}

/** Answers requests, one after the other, in the world given. */
export function pipeline(
  stages: Stages,
  world: World,
  { next = counting(), write = (fields) => new Written(jsonText(fields)) }: PipelineOptions = {},
): (request: ReferenceRequest) => ReferenceAnswer {
  const { data, seed } = world;
  let edition = data.edition;
  const kept = new Map<number, Written>();

  const written = (number: number): Written => {
    const known = kept.get(number);
    if (known !== undefined) return known;
    const fresh = write(stages.row(data.backup(number), world));
    if (kept.size >= KEPT_ROWS) kept.clear();
    kept.set(number, fresh);
    return fresh;
  };

  const list = (call: Call): Fields => {
    stages.authenticate(call);
    const question = stages.judge(stages.read(call.route.query, call), call);
    const selected = stages.select(stages.find(question, call), question, call);
    const matching =
      question.window === undefined ? selected : stages.within(selected, question.window, call);
    const ordered = stages.order(matching, question, call);
    const rows = toArray(stages.page(ordered, question, call)).map(written);
    return stages.render({ rows, total: stages.count(ordered, question, call) }, question, call);
  };

  return (request) => {
    const sequence = next();
    if (edition !== data.edition) kept.clear();
    edition = data.edition;
    let call: Call = {
      request,
      sequence,
      requestId: hex32(seed, 1_000 + sequence),
      route: { project: '', query: '' },
      stages,
      world,
    };
    try {
      call = { ...call, route: stages.route(request, world) };
      return stages.send(list(call), call);
    } catch (refusal) {
      if (refusal instanceof Refusal) return stages.send(refusal, call);
      throw refusal;
    }
  };
}

function counting(): () => number {
  let count = 0;
  return () => ++count;
}
