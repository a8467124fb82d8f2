/** A command, a setting or a file given by the user is wrong. The message says in one line what to do instead. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
