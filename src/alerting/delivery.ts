/** One attempt to publish, and how it ended. */
export interface Delivery {
  /** The dedup key of the one credential that it was about; absent where it was about the whole event. */
  readonly about?: string;
  readonly topicArn: string;
  /** `minimal`: the full text was refused, and the few words that cannot be refused went out instead. */
  readonly form: 'full' | 'minimal';
  readonly result: 'published' | 'failed';
  /** SNS's id of the message. */
  readonly messageId?: string;
  /** AWS's code. */
  readonly error?: string;
}

/** Who could be told. */
export interface DeliveryReport {
  /** What went to which topic, and how that ended. */
  readonly deliveries: readonly Delivery[];
  /** What failed, by the names of AWS, such as `sns:Publish KMSAccessDeniedException`; empty when nothing did. */
  readonly errors: readonly string[];
}
