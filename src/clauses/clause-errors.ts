/** What a trial of a clause throws where the answers allow no judgement. */
import type { Reply } from '../client/reply.ts';

/** A valid query was not answered with a readable list. */
export class NotListed extends Error {
  readonly reply: Reply;
  constructor(reply: Reply) {
    super(`a valid query was answered ${reply.status} without a readable list`);
    this.name = 'NotListed';
    this.reply = reply;
  }
}

/** The query that a negative case starts from was not answered with a list: a refusal would prove nothing. */
export class NotAccepted extends Error {
  readonly reply: Reply;
  constructor(reply: Reply) {
    super(
      `the valid query to start from was answered ${reply.status}, so a refusal one step away proves nothing`,
    );
    this.name = 'NotAccepted';
    this.reply = reply;
  }
}

/** The input names a row or an instance that the newest reading does not hold any more: the case is void. */
export class Stale extends Error {
  constructor(what: string) {
    super(`${what} is no longer listed`);
    this.name = 'Stale';
  }
}

/** A connection was closed at an odd request, which is a refusal like another: the case is left open. */
export class LeftOpen extends Error {
  constructor() {
    super('the connection was closed at a request that not every server reads');
    this.name = 'LeftOpen';
  }
}
