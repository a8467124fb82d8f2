/** One at a time alone, and nobody beside it; nobody waits for ever, in whatever order things happen. */
import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { ExclusiveGate } from '../../src/engine/exclusive-gate.ts';

/** What goes on at a time: `alone` and `beside` count those at work. */
class Watched {
  alone = 0;
  beside = 0;
  mostBeside = 0;
  done: string[] = [];
  faults: string[] = [];

  async work(
    kind: 'alone' | 'beside',
    name: string,
    steps: readonly (() => Promise<unknown>)[],
  ): Promise<void> {
    this[kind] += 1;
    this.mostBeside = Math.max(this.mostBeside, this.beside);
    for (const step of steps) {
      this.#look(name);
      await step();
    }
    this.#look(name);
    this[kind] -= 1;
    this.done.push(name);
  }

  #look(name: string): void {
    if (this.alone > 1) this.faults.push(`${name}: ${this.alone} alone`);
    if (this.alone > 0 && this.beside > 0) this.faults.push(`${name}: ${this.beside} beside one alone`);
  }
}

const job = fc.record({
  kind: fc.constantFrom('alone' as const, 'beside' as const),
  steps: fc.nat(3),
  /** Scheduled turns before it asks to begin. */
  delay: fc.nat(3),
  fails: fc.boolean(),
});

test('alone excludes all others, and everyone comes to their turn, under any interleaving', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(job, { minLength: 1, maxLength: 8 }), async (s, jobs) => {
      const gate = new ExclusiveGate();
      const watched = new Watched();
      const turn = () => s.schedule(Promise.resolve());
      const running = jobs.map(async ({ kind, steps, delay, fails }, place) => {
        for (let left = delay; left > 0; left--) await turn();
        const work = async () => {
          await watched.work(
            kind,
            `${place}`,
            Array.from({ length: steps }, () => turn),
          );
          if (fails) throw new Error('the work failed');
        };
        await gate[kind](work).catch((problem: Error) => {
          expect(problem.message).toBe('the work failed');
        });
      });
      const ended = Promise.all(running);
      // Ends where everyone waits and nothing is left that could wake them.
      do {
        await s.waitAll();
        await new Promise((resolve) => setImmediate(resolve));
      } while (s.count() > 0);
      expect(watched.faults).toEqual([]);
      expect(watched.done).toHaveLength(jobs.length);
      await ended;
    }),
    { numRuns: 400, seed: 20181206 },
  );
});

test('those beside each other do not wait for one another', async () => {
  const gate = new ExclusiveGate();
  const watched = new Watched();
  const pause = () => new Promise((resolve) => setImmediate(resolve));
  await Promise.all(['a', 'b', 'c'].map((name) => gate.beside(() => watched.work('beside', name, [pause]))));
  expect(watched.mostBeside).toBe(3);
});

test('those who want to be alone take turns in the order of asking, ahead of whoever comes later', async () => {
  const gate = new ExclusiveGate();
  const watched = new Watched();
  const pause = () => new Promise((resolve) => setImmediate(resolve));
  await Promise.all([
    gate.beside(() => watched.work('beside', 'first', [pause, pause])),
    pause().then(() => undefined),
    ...['one', 'two', 'three'].map(async (name) => {
      await Promise.resolve();
      await gate.alone(() => watched.work('alone', name, [pause]));
    }),
    pause().then(() => gate.beside(() => watched.work('beside', 'last', []))),
  ]);
  expect(watched.done).toEqual(['first', 'one', 'two', 'three', 'last']);
  expect(watched.faults).toEqual([]);
});

test('what the work answers or throws comes through', async () => {
  const gate = new ExclusiveGate();
  expect(await gate.alone(() => Promise.resolve(1))).toBe(1);
  expect(await gate.beside(() => Promise.resolve(2))).toBe(2);
  await expect(gate.alone(() => Promise.reject(new Error('a')))).rejects.toThrow('a');
  await expect(gate.beside(() => Promise.reject(new Error('b')))).rejects.toThrow('b');
  expect(await gate.alone(() => Promise.resolve(3))).toBe(3);
});
