import type { Client, ClientRequest } from '../client/client.ts';
import type { Exchange } from '../client/exchange.ts';

/** A client that asks one client at first and, once handed over, another: the record of a survey, then the deployment. */
export class Handover implements Client {
  #current: Client;

  constructor(first: Client) {
    this.#current = first;
  }

  to(next: Client): void {
    this.#current = next;
  }

  get noise(): Client['noise'] {
    return this.#current.noise;
  }

  get sent(): number {
    return this.#current.sent;
  }

  get slowedTo(): Client['slowedTo'] {
    return this.#current.slowedTo;
  }

  get waitingFor(): Client['waitingFor'] {
    return this.#current.waitingFor;
  }

  send(request: ClientRequest): Promise<Exchange> {
    return this.#current.send(request);
  }

  catchUp(): Promise<void> {
    return this.#current.catchUp();
  }

  close(): Promise<void> {
    return this.#current.close();
  }
}
