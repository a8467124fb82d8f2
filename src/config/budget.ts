/** How many requests a run may make: the budgets by name, or any number. */

/** Requests of each named budget. */
export const BUDGETS = { smoke: 150, standard: 1500, exhaustive: 15000 } as const;

export interface Budget {
  readonly name: string;
  /** Requests in all, about. */
  readonly requests: number;
  /** Of these, requests for random cases and the survey. None up to `smoke`: smoke probes are all that it sends. */
  readonly beyondSmokeProbes: number;
  /** Whether every probe of every clause runs. A smaller run stops at each clause's share. */
  readonly everyProbe: boolean;
  /** Whether the probes of an exhaustive run are sent too: every edit of every text, every limit. */
  readonly exhaustive: boolean;
  /** Most pages of one instance's unfiltered list that the survey reads. */
  readonly surveyPages: number;
}

/** Reads `smoke`, `standard`, `exhaustive` or a number of requests. @throws RangeError that says what is accepted */
export function readBudget(text: string): Budget {
  const named = Object.entries(BUDGETS).find(([name]) => name === text);
  const requests = named?.[1] ?? (/^[1-9]\d{0,6}$/.test(text) ? Number(text) : undefined);
  if (requests === undefined) {
    throw new RangeError(`"${text}" is no budget: say smoke, standard, exhaustive or a number of requests`);
  }
  const everyProbe = requests >= BUDGETS.standard;
  return {
    name: named?.[0] ?? text,
    requests,
    beyondSmokeProbes: everyProbe ? requests : Math.max(0, requests - BUDGETS.smoke),
    everyProbe,
    exhaustive: requests >= BUDGETS.exhaustive,
    surveyPages: everyProbe ? 10 : 3,
  };
}
