/** A run was asked for in a way that cannot be followed; the message says in a line what to do instead. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
