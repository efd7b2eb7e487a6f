/**
 * How tests run in every package that does not say otherwise. A test that hangs is ended after so long; whatever
 * compiles or starts a database gets many times what it needs, because machines are slow, busy or asleep for a while.
 */
export default {
  test: { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 60_000 } } },
};
