/** Bodies of answers, typed by the OpenAPI document. What comes off the wire is typed so only once it was judged. */
import type { components, operations } from './operation-types.ts';

/** A 200 answer. */
export type ListingBody = components['schemas']['Listing'];

/** One item of the list. */
export type BackupBody = components['schemas']['Backup'];

export type ErrorBody = components['schemas']['Error'];

/** An error with the names of version 1. */
export type ErrorV1Body = components['schemas']['ErrorV1'];

/** The query's values. */
export type ListQuery = operations['ListBackups']['parameters']['query'];
