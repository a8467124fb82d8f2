/** The access key that a deployment accepts. */
export interface AcceptedKey {
  readonly id: string;
  readonly secret: string;
  /** Of a temporary key: it has to come along. */
  readonly securityToken?: string;
}
