/** What a storm leaves to one event. */
export interface StormShare {
  /** The storm's id: the dedup key of its page. */
  readonly id: string;
  /** The credentials that are not told singly, by dedup key: the digest has them. */
  readonly inDigest: ReadonlySet<string>;
  /** The credentials that open no page of their own. */
  readonly unpaged: ReadonlySet<string>;
  /** This event sends the digest. */
  readonly digest: boolean;
  /** This event opens the one page of the storm. */
  readonly page: boolean;
  /** Nobody has seen to it yet that the storm is closed. */
  readonly needsEnd: boolean;
}
