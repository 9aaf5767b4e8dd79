/**
 * The clock that AWS goes by: it dates answers, and issues and ends sessions. A test can set it apart from the clock of
 * whoever calls. IAM's lag is time that passes, and no matter of the clock.
 */
export class ServerClock {
  offsetMilliseconds = 0;

  now(): Date {
    return new Date(Date.now() + this.offsetMilliseconds);
  }
}
