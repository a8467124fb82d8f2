/** Evidence that cannot be written, or that is no evidence; the message says why in a line. */
export class EvidenceError extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'EvidenceError';
  }
}
