/** The URL that a deployment is reached under. */

/** A base URL that cannot be used; the message says why in a line and shows no credential. */
export class BaseUrlError extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'BaseUrlError';
  }
}

/**
 * Reads the text of a base URL: http or https, with or without a path prefix.
 * @throws BaseUrlError for anything else, a query, a fragment, or a user name and password in it
 */
export function readBaseUrl(text: string): URL {
  if (!URL.canParse(text)) throw new BaseUrlError('the target is not a URL: write https://host/prefix');
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') {
    throw new BaseUrlError('the target carries a user name or password: give credentials by the environment');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new BaseUrlError(`the target's scheme is ${url.protocol.slice(0, -1)}, not https or http`);
  }
  if (url.search !== '' || url.hash !== '') {
    throw new BaseUrlError(
      'the target has a query or a fragment: only a host and a path prefix belong there',
    );
  }
  return url;
}

/** What stands before `/v3/...` in every target under this base URL; empty where there is no prefix. */
export function pathPrefix(base: URL): string {
  return base.pathname.replace(/\/+$/, '');
}
