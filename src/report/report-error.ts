/** A report, or another file made of reports, could not be written; the message names the place and the cause. */
export class ReportError extends Error {
  constructor(what: string, place: string, cause: unknown) {
    super(`cannot write ${what} to ${place}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
    this.name = 'ReportError';
  }
}
