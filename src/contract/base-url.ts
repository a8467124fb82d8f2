/** The base URL of a deployment. */

/** A base URL that cannot be used. The message is one line that says why and shows no credential. */
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
  // `localhost:8080` reads as a URL with the scheme localhost.
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text))
    throw new BaseUrlError('the target has no scheme: write https:// or http:// before the host');
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') {
    throw new BaseUrlError(
      'the target contains a user name or password: give credentials in the environment',
    );
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new BaseUrlError(`the target's scheme is ${url.protocol.slice(0, -1)}, not https or http`);
  }
  if (url.search !== '' || url.hash !== '') {
    throw new BaseUrlError('the target has a query or a fragment: give only a host and a path prefix');
  }
  return url;
}

/** Returns the path prefix of every target under this base URL (before `/v3/...`); empty if there is none. */
export function pathPrefix(base: URL): string {
  return base.pathname.replace(/\/+$/, '');
}
