/** The connection breaks before an answer: the server cuts the socket, an in-process caller gets this thrown. */
export class ConnectionReset extends Error {
  readonly code = 'ECONNRESET';

  constructor() {
    super('the connection was reset');
    this.name = 'ConnectionReset';
  }
}
