import type { Implementation } from '../result/result.ts';

/** Who stands behind a deployment, in a line; the vendor's own words, not made visible. */
export function implementationLine({ organization, product, version, url, contact }: Implementation): string {
  return `${product} ${version}, ${organization} (${url}; ${contact.join(', ')})`;
}
