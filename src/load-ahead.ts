import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { EventEmitter } from 'node:events';
import { resultOf } from './core/result.ts';
import type { Lazy } from './lazy.ts';

/**
 * Loads, while AWS answers a call that stops a credential, what is needed next. Loading keeps Node's only thread busy, so it
 * begins when the call is on its way. What cannot be loaded is loaded, or fails, when it is needed.
 */
export class LoadAhead {
  readonly #parts: readonly Lazy<unknown>[];
  #begun = false;

  constructor(parts: readonly Lazy<unknown>[]) {
    this.#parts = parts;
  }

  /** To be called before the call is sent. Only the first time counts. */
  begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    onceSent(() => void this.load());
  }

  /** One after the other, so that an answer can be handled between them. Never rejects. */
  async load(): Promise<void> {
    this.#begun = true;
    for (const part of this.#parts) await resultOf(part.get());
  }
}

/** Node.js documentation, "diagnostics_channel", "http.client.request.start". */
const STARTED = 'http.client.request.start';
const unsent = new Set<EventEmitter>();
const waiting: (() => void)[] = [];

/** Waits for the next requests of this process until the operating system has all of them. */
function onceSent(then: () => void): void {
  if (waiting.push(then) === 1) subscribe(STARTED, onStart);
}

function onStart(message: unknown): void {
  const request = requestIn(message);
  if (request === undefined) return;
  unsent.add(request);
  const onSent = () => {
    if (!unsent.delete(request) || unsent.size > 0) return;
    unsubscribe(STARTED, onStart);
    for (const then of waiting.splice(0)) then();
  };
  // A request that fails before it is sent only closes.
  request.once('finish', onSent).once('close', onSent);
}

function requestIn(message: unknown): EventEmitter | undefined {
  const { request } = Object(message);
  return request instanceof EventEmitter ? request : undefined;
}
