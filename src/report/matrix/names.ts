/** What deployments are called where several of them stand side by side. */
import path from 'node:path';
import type { RunResult } from '../../run/result.ts';
import { visible } from '../visible.ts';

/** A report and where it was read from. */
export interface ReportAt {
  readonly place: string;
  readonly result: RunResult;
}

/**
 * A name for each report, none of them twice: the product and its version where the vendor states them, else the
 * target; where that does not tell it from another, the name of its folder is added, and where even that does not,
 * its place in the row.
 */
export function nameReports(reports: readonly ReportAt[]): readonly string[] {
  const plain = reports.map(({ result }) => visible(plainName(result)));
  const withFolder = plain.map((name, at) =>
    isAlone(plain, name) ? name : `${name} (${visible(folderOf(reports[at]?.place ?? ''))})`,
  );
  return withFolder.map((name, at) => (isAlone(withFolder, name) ? name : `${name} #${at + 1}`));
}

/** Who stands behind a deployment, where its vendor states it. */
export interface Vendor {
  readonly organization: string;
  readonly product: string;
  readonly version: string;
  readonly url: string;
}

const FIELDS = ['organization', 'product', 'version', 'url'] as const satisfies readonly (keyof Vendor)[];

/** The vendor that a report names; undefined where it names none, or not as such a block is written. */
export function vendorOf(result: RunResult): Vendor | undefined {
  const block: unknown = 'implementation' in result ? result.implementation : undefined;
  if (typeof block !== 'object' || block === null) return undefined;
  const texts = FIELDS.map((field) => (block as Readonly<Record<string, unknown>>)[field]);
  const [organization, product, version, url] = texts.map((text) =>
    typeof text === 'string' && text.trim() !== '' ? text : undefined,
  );
  if (organization === undefined || product === undefined || version === undefined || url === undefined)
    return undefined;
  return { organization, product, version, url };
}

function plainName(result: RunResult): string {
  const vendor = vendorOf(result);
  const { target } = result;
  if (vendor !== undefined) return `${vendor.product} ${vendor.version}`;
  return URL.canParse(target) ? target.replace(/^https?:\/\//, '') : target;
}

function folderOf(place: string): string {
  const full = path.resolve(place);
  return path.basename(path.extname(full) === '.json' ? path.dirname(full) : full);
}

function isAlone(names: readonly string[], name: string): boolean {
  return names.indexOf(name) === names.lastIndexOf(name);
}
