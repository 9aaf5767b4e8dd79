/** Loads a value on the first use and keeps it. A failed load is not kept, so the next use tries again. */
export class Lazy<T> {
  readonly #load: () => Promise<T>;
  #loaded: Promise<T> | undefined;
  #value: T | undefined;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  get(): Promise<T> {
    this.#loaded ??= this.#load().then(
      (value) => {
        this.#value = value;
        return value;
      },
      (error: unknown) => {
        this.#loaded = undefined;
        throw error;
      },
    );
    return this.#loaded;
  }

  /** What is loaded already. `undefined` if it is not: nobody has to wait for it. */
  get present(): T | undefined {
    return this.#value;
  }
}
