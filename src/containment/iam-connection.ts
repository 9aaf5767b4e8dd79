import type { IAMClientConfig } from '@aws-sdk/client-iam';
import { resultOf } from '../core/result.ts';
import { Lazy } from '../lazy.ts';
import type { FirstShot } from './first-shot.ts';
import type { IamSdk } from './iam-sdk.ts';
import { isThrottled, type Pacing, Patience } from './patience.ts';

/** How the calls to IAM are made, in every account. */
export interface Calling extends Pacing {
  readonly ahead?: Ahead;
}

/** What is needed after the change, loaded while IAM answers. Nothing of that may delay the change. */
export interface Ahead {
  /** Called before the change is sent. */
  readonly begin: () => void;
  /** Called when the change is on its way. */
  readonly load: () => Promise<void>;
}

const NOTHING_AHEAD: Ahead = { begin: () => {}, load: async () => {} };

/** IAM of one account, for as long as the process lives. */
export class IamConnection {
  readonly patience: Patience;
  readonly ahead: Ahead;
  readonly #sdk: Lazy<IamSdk>;
  /** Until it is fired, or the SDK is asked for. */
  #firstShot: FirstShot | undefined;
  knownAlias: string | undefined;

  constructor(
    config: IAMClientConfig,
    { firstShot, ahead = NOTHING_AHEAD, ...pacing }: Calling & { readonly firstShot?: FirstShot },
  ) {
    this.patience = new Patience(pacing);
    this.ahead = ahead;
    this.#firstShot = firstShot;
    this.#sdk = new Lazy(async () => {
      const { openIamSdk } = await import('./iam-sdk.ts');
      return openIamSdk({
        ...config,
        ...(firstShot !== undefined && { requestHandler: firstShot.requestHandler }),
      });
    });
  }

  sdk(): Promise<IamSdk> {
    this.#firstShot = undefined;
    return this.#sdk.get();
  }

  /** IAM's own part is needed first. If that fails, so does the next call, which says it. */
  async #loadAll(): Promise<void> {
    await resultOf(this.sdk());
    await this.ahead.load();
  }

  /**
   * Sends a change without the SDK, which is loaded meanwhile. `false` if that is over, or if it did not work, for whatever
   * reason: then the call is the SDK's.
   * @throws AWS's error if IAM is busy: nobody may call again at once.
   */
  async fire(action: string, change: Readonly<Record<string, string>>): Promise<boolean> {
    const shot = this.#firstShot;
    if (shot === undefined) return false;
    // One only: an event can name hundreds of keys, and the SDK is the one that knows how to send them.
    this.#firstShot = undefined;
    try {
      await shot.fire({ action, change, onSent: () => void this.#loadAll() });
      return true;
    } catch (error) {
      if (await isThrottled(error)) throw error;
      return false;
    }
  }
}
