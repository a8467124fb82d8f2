/** How a request travels. There is no method to choose: every transport sends GET, or nothing. */

export interface WireRequest {
  /** Path and query exactly as they go on the request line: ASCII, starting with `/`, already percent-encoded. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /** From sending to the last byte of the answer, where that is to be shorter than the transport's own. */
  readonly timeoutMs?: number;
}

export interface WireAnswer {
  readonly status: number;
  /** Names in lower case; a repeated header's values joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** Content decoded, unless `undecodable`. */
  readonly body: Uint8Array;
  /** The `Content-Encoding` that the body turned out not to be in. */
  readonly undecodable?: string;
}

export interface Transport {
  /** Where the deployment stands; its path is the prefix of every target. Absent where there is no network. */
  readonly base?: URL;
  /**
   * Sends one GET and answers whatever comes back, of any status; redirects are not followed.
   * @throws TransportFailure where no answer came
   */
  exchange(request: WireRequest, signal?: AbortSignal): Promise<WireAnswer>;
  /** Lets go of every connection. Requests under way fail. */
  close(): Promise<void>;
}
