/**
 * The address that a text is, where a browser may be led there: http and https alone, and none that hides its host
 * behind a name and a password. Whatever else stands for a link is shown as text.
 */
export function webAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, username, password, href } = new URL(text);
  const leads = (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
  return leads ? href : undefined;
}
