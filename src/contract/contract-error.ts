/** The contract cannot be used. The message is one line that says what is wrong and what to do. */
export class ContractError extends Error {
  constructor(message: string) {
    super(message.replaceAll(/\s*\n\s*/g, ' '));
    this.name = 'ContractError';
  }
}
