/** The survey: what a run first learns of a deployment's own data, by reading only. */
import { NotListed } from '../clauses/clause.ts';
import type { Known, KnownInstance } from '../clauses/known.ts';
import { Unanswered } from '../deployment/client.ts';
import type { Reply } from '../deployment/reply.ts';
import type { Desk } from './desk.ts';
import { type ReadingPlan, readInstance } from './reading.ts';
import { TrialScene } from './scene.ts';

/** An instance whose plain list could not be read, and why. */
export interface Unreadable {
  readonly instance: string;
  readonly why: string;
  readonly reply?: Reply;
}

export interface Survey {
  readonly known: Known;
  readonly unreadable: readonly Unreadable[];
}

export interface SurveyOptions {
  readonly projectId: string;
  readonly instances: readonly string[];
  readonly authenticated: boolean;
  readonly plan: ReadingPlan;
}

/** Reads every instance in turn, the plainest query first. Instances that refuse it are set apart, not fatal. */
export async function survey(desk: Desk, options: SurveyOptions): Promise<Survey> {
  const { projectId, authenticated, plan } = options;
  const nothing: Known = { projectId, authenticated, instances: [] };
  const instances: KnownInstance[] = [];
  const unreadable: Unreadable[] = [];
  for (const instance of options.instances) {
    const scene = new TrialScene(desk, nothing);
    try {
      await scene.list({ instance });
      instances.push(await readInstance(scene, instance, plan));
    } catch (problem) {
      if (problem instanceof NotListed)
        unreadable.push({ instance, why: whatCame(problem.reply), reply: problem.reply });
      else if (problem instanceof Unanswered) unreadable.push({ instance, why: problem.message });
      else throw problem;
      if (problem instanceof Unanswered && OUT_OF_REACH.includes(problem.kind)) break;
    }
  }
  instances.sort((one, other) => other.total - one.total);
  return { known: { ...nothing, instances }, unreadable };
}

/** No connection could be made at all: the other instances would only wait for the same. */
const OUT_OF_REACH: readonly Unanswered['kind'][] = ['dns', 'refused', 'unreachable', 'tls'];

function whatCame(reply: Reply): string {
  const body = reply.text.replace(/\s+/g, ' ').slice(0, 160);
  return `the plain query was answered ${reply.status} ${body}`.trim();
}
