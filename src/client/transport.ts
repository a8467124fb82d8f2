/** The interface of transports. A request has no method: every transport sends GET and nothing else. */

export interface WireRequest {
  /** Path and query exactly as on the request line: ASCII, percent-encoded, starting with `/`. */
  readonly target: string;
  /** A header that is sent several times has a list. Each character is one byte. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** Whether a new connection is opened for this request alone. */
  readonly isFirstOnConnection?: boolean;
  /** Milliseconds from sending to the last byte of the answer; the transport's own time-out if that is shorter. */
  readonly timeoutMs?: number;
}

export interface WireAnswer {
  readonly status: number;
  /** Names in lower case; the values of a repeated header joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded, unless `undecodable` is present. */
  readonly body: Uint8Array;
  /** The `Content-Encoding` that the body could not be decoded from. */
  readonly undecodable?: string;
}

export interface Transport {
  /** The deployment's URL; its path is the prefix of every target. Absent without a network. */
  readonly base?: URL;
  /** Texts of the transport's own that must never be written anywhere, such as a proxy's password. */
  readonly secrets?: readonly string[];
  /**
   * Sends one GET and returns the answer, whatever its status. It follows no redirects.
   * @throws TransportFailure if there is no answer
   */
  exchange(request: WireRequest, signal?: AbortSignal): Promise<WireAnswer>;
  /** Closes every connection. Requests under way fail. */
  close(): Promise<void>;
}
