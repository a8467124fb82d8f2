/**
 * A ban: after wrong credentials, or texts that look like attacks, a deployment may turn this client away for a while.
 * That is no wrong answer. It is waited for within bounds; what cannot be tried because of it is left open. Each clause
 * finds out for itself: what one clause knows must follow from its own exchanges, or it could not be judged again.
 */

/** Milliseconds that a clause waits in all for bans to end, and the first and the longest wait. */
const LONGEST_IN_ALL = 10_000;
const FIRST_WAIT = 250;
const LONGEST_WAIT = 4_000;

export class Ban {
  #turnedAwayWith: string | undefined;
  #waited = 0;
  #ending: Promise<boolean> | undefined;

  /** What reports say of it; undefined where nobody was turned away. */
  get note(): string | undefined {
    return this.#turnedAwayWith === undefined
      ? undefined
      : `the deployment bans this client for a while (${this.#turnedAwayWith} for valid queries after wrong credentials or odd texts)`;
  }

  /** @param turnedAwayWith how valid queries are turned away */
  begin(turnedAwayWith: string): void {
    this.#turnedAwayWith ??= turnedAwayWith;
  }

  /**
   * Waits until a valid query is answered with a list again. Returns false where that takes too long.
   * @param isLetIn asks such a query
   * @param pause waits so many milliseconds
   */
  ends(isLetIn: () => Promise<boolean>, pause: (milliseconds: number) => Promise<void>): Promise<boolean> {
    this.#ending ??= this.#wait(isLetIn, pause).finally(() => {
      this.#ending = undefined;
    });
    return this.#ending;
  }

  async #wait(
    isLetIn: () => Promise<boolean>,
    pause: (milliseconds: number) => Promise<void>,
  ): Promise<boolean> {
    for (let wait = FIRST_WAIT; this.#waited < LONGEST_IN_ALL; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      await pause(wait);
      this.#waited += wait;
      if (await isLetIn()) return true;
    }
    return false;
  }
}
