/** How many requests a run may send: the budgets by name, or any number. */

/** Requests of each named budget: most that a run sends, confirmations, retries and shrinking included. */
export const BUDGETS = { smoke: 200, standard: 2500, exhaustive: 15000 } as const;

export interface Budget {
  readonly name: string;
  /** Most requests that are sent, whatever for. */
  readonly requests: number;
  /** Of these, requests that only confirmations of violations may use. */
  readonly reserve: number;
  /** Requests for random cases and the survey. None up to `smoke`: smoke probes are all that it sends. */
  readonly beyondSmokeProbes: number;
  /** Whether every probe of every clause runs. A smaller run stops at each clause's share. */
  readonly everyProbe: boolean;
  /** Whether the probes of an exhaustive run are sent too: every edit of every text, every limit. */
  readonly exhaustive: boolean;
  /** Most pages of one instance's unfiltered list that the survey reads. */
  readonly surveyPages: number;
}

/** Part of the requests that is kept for confirmations. */
const RESERVED = 0.04;

/** Requests that are not planned for random cases and the survey where every probe runs: probes and retries take them. */
const UNPLANNED = 1000;

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
    reserve: Math.ceil(requests * RESERVED),
    beyondSmokeProbes: everyProbe ? requests - UNPLANNED : Math.max(0, requests - BUDGETS.smoke),
    everyProbe,
    exhaustive: requests >= BUDGETS.exhaustive,
    surveyPages: everyProbe ? 10 : 3,
  };
}

/** Returns the named budget by whose customs a run of so many requests goes: the next one up, or the largest. */
export function nextNamed({ requests }: Pick<Budget, 'requests'>): keyof typeof BUDGETS {
  if (requests <= BUDGETS.smoke) return 'smoke';
  return requests <= BUDGETS.standard ? 'standard' : 'exhaustive';
}
