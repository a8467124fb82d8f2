/** The survey: what a run first learns of a deployment's data, by reading. */
import { NotAccepted, NotListed } from '../../clauses/clause-errors.ts';
import type { Known, KnownInstance } from '../../clauses/known.ts';
import { basesOf } from '../../clauses/refusal.ts';
import { learnReadings } from '../../clauses/window/reading.ts';
import type { TimeoutPolicy } from '../../client/exchange.ts';
import type { Reply } from '../../client/reply.ts';
import { Unanswered } from '../../client/unanswered.ts';
import { writeQuery } from '../../contract/wire.ts';
import type { Requester } from '../requester.ts';
import { Trial } from '../trial.ts';
import { type MockKind, mockOf } from './mock.ts';
import { type ReadingPlan, readInstance, withFilterValues } from './reading.ts';

/** An instance whose plain list could not be read, and why. */
export interface Unreadable {
  readonly instance: string;
  readonly why: string;
  readonly reply?: Reply;
}

export interface Survey {
  readonly known: Known;
  readonly unreadable: readonly Unreadable[];
  /** Which kind of mock answers in the deployment's place, if one does. */
  readonly mock?: MockKind;
}

/** What a survey reads. */
export interface SurveyPlan extends ReadingPlan {
  /** Whether the queries that negative cases start from are asked here, once for all clauses. */
  readonly bases: boolean;
  /** Whether the reading of windows is learned. */
  readonly readings: boolean;
}

export interface SurveyOptions {
  readonly projectId: string;
  readonly instances: readonly string[];
  readonly authenticated: boolean;
  readonly signed?: boolean | undefined;
  readonly plan: SurveyPlan;
}

/** What was learned of one instance. */
type Reading = KnownInstance | Unread;

interface Unread extends Unreadable {
  /** Class of the failure, where there was no answer. */
  readonly kind?: Unanswered['kind'];
}

/** As long as nothing has been answered, a request is sent once and waits as long as the transport does. */
const AT_FIRST: TimeoutPolicy = { attempts: 1 };

/** After an instance that was silent, the first queries of the others wait for a short time only. */
const AFTER_SILENCE: TimeoutPolicy = { attempts: 1, timeoutMs: 5000 };

/**
 * Reads every instance in turn, the simplest query first. Instances that refuse it are listed apart. Where the first
 * instances are silent, all others are tried at the same time with a short timeout, so that a host that never answers
 * is given up within about forty seconds.
 */
export async function survey(requester: Requester, options: SurveyOptions): Promise<Survey> {
  const { projectId, authenticated, signed = false, plan } = options;
  const nothing: Known = { projectId, authenticated, signed, instances: [], accepted: new Set() };
  // The replies to the first instance's queries, which all lists of one deployment have something in common with.
  let first: readonly Reply[] | undefined;
  const read = async (instance: string, timeouts?: TimeoutPolicy) => {
    const { reading, replies } = await readOne(requester, nothing, instance, plan, timeouts);
    if (isRead(reading)) first ??= replies;
    return reading;
  };
  const readings: Reading[] = [];
  let hasAnswered = false;
  for (const [place, instance] of options.instances.entries()) {
    const reading = await read(instance, hasAnswered ? undefined : AT_FIRST);
    readings.push(reading);
    hasAnswered ||= isRead(reading) || reading.reply !== undefined;
    if (isRead(reading)) continue;
    if (OUT_OF_REACH.includes(reading.kind)) break;
    if (hasAnswered || reading.kind !== 'timeout') continue;
    const others = options.instances.slice(place + 1);
    readings.push(...(await Promise.all(others.map((each) => read(each, AFTER_SILENCE)))));
    break;
  }
  const plainly = readings.filter(isRead);
  plainly.sort((one, other) => other.total - one.total);
  const instances = plan.filters ? plainly : await withValuesOfRichest(requester, nothing, plainly);
  const unreadable = readings
    .filter((reading): reading is Unread => !isRead(reading))
    .map(({ kind: _kind, ...each }) => each);
  const known = { ...nothing, instances };
  const mock = await mockIn(requester, known, first ?? []);
  const accepted =
    plan.bases && instances.length > 0 ? await acceptedBases(requester, known) : nothing.accepted;
  const learned = plan.readings && mock === undefined ? await readingsOf(requester, known) : undefined;
  return {
    known: { ...known, accepted, ...(learned === undefined ? {} : { readings: learned }) },
    unreadable,
    ...(mock === undefined ? {} : { mock }),
  };
}

async function mockIn(
  requester: Requester,
  known: Known,
  replies: readonly Reply[],
): Promise<MockKind | undefined> {
  const [first] = replies;
  if (first === undefined) return undefined;
  const deployment = new Trial(requester, known);
  try {
    return await mockOf(deployment, first.query, replies);
  } catch (problem) {
    await deployment.settled();
    if (!(problem instanceof Unanswered)) throw problem;
    return undefined;
  }
}

/**
 * Reads the filters' values of one instance alone, where requests are few. What its plain list leaves out the others'
 * lists leave out too: a deployment follows one reading.
 */
async function withValuesOfRichest(
  requester: Requester,
  nothing: Known,
  [richest, ...others]: readonly KnownInstance[],
): Promise<readonly KnownInstance[]> {
  if (richest === undefined) return [];
  const deployment = new Trial(requester, nothing);
  try {
    const read = await withFilterValues(deployment, richest);
    return [read, ...others.map((other) => ({ ...other, leftOut: read.leftOut }))];
  } catch (problem) {
    await deployment.settled();
    if (!(problem instanceof Unanswered)) throw problem;
    return [richest, ...others];
  }
}

/** Learns how windows are read; undefined where the answers do not come. */
async function readingsOf(requester: Requester, known: Known): Promise<Known['readings']> {
  const [instance] = known.instances;
  if (instance === undefined) return undefined;
  const deployment = new Trial(requester, known);
  try {
    return await learnReadings(deployment, instance);
  } catch (problem) {
    await deployment.settled();
    if (problem instanceof Unanswered) return undefined;
    throw problem;
  }
}

/** Sends the simplest queries, each once for all the negative cases that start from it. Returns those answered with a list. */
async function acceptedBases(requester: Requester, known: Known): Promise<ReadonlySet<string>> {
  const deployment = new Trial(requester, known);
  // The plain query of every instance that was read has been answered with a list.
  const plain = known.instances.map(({ id }) =>
    writeQuery(requester.contract.operation.write({ instance: id })),
  );
  const accepted = new Set(plain);
  for (const base of basesOf(known, requester.contract)) {
    if (accepted.has(writeQuery(base))) continue;
    try {
      await deployment.accepted(base);
      accepted.add(writeQuery(base));
    } catch (problem) {
      // Then each clause that starts from it sends it itself, and reports the answer.
      if (!(problem instanceof NotAccepted || problem instanceof Unanswered)) throw problem;
    }
  }
  return accepted;
}

/** @param timeouts of the first query; once that is answered, the instance is read with those of the run */
async function readOne(
  requester: Requester,
  nothing: Known,
  instance: string,
  plan: ReadingPlan,
  timeouts?: TimeoutPolicy,
): Promise<{ readonly reading: Reading; readonly replies: readonly Reply[] }> {
  const deployment = new Trial(requester, nothing);
  try {
    const send = requester.openTrial();
    const plain = await send(requester.contract.operation.write({ instance }), nothing, {}, timeouts);
    if (plain.listing === undefined) throw new NotListed(plain);
    const reading = await readInstance(deployment, instance, plan);
    return { reading, replies: [plain, ...deployment.transcript] };
  } catch (problem) {
    await deployment.settled();
    const unread = (reading: Unread) => ({ reading, replies: [] });
    if (problem instanceof NotListed)
      return unread({ instance, why: whatCame(problem.reply), reply: problem.reply });
    if (!(problem instanceof Unanswered)) throw problem;
    const { message: why, kind } = problem;
    return unread({ instance, why, ...(kind === undefined ? {} : { kind }) });
  }
}

function isRead(reading: Reading): reading is KnownInstance {
  return !('why' in reading);
}

/** No connection could be made: it would not be for the other instances either. */
const OUT_OF_REACH: readonly Unanswered['kind'][] = ['dns', 'refused', 'unreachable', 'tls', 'proxy'];

function whatCame(reply: Reply): string {
  const body = reply.text.replace(/\s+/g, ' ').slice(0, 160);
  return `the plain query was answered ${reply.status} ${body}`.trim();
}
