/**
 * Supervision with the semantics of Erlang/OTP's {@code supervisor}, on Pekko Typed.
 *
 * <p>
 * A {@link dev.espalier.runtime.supervision.SupervisorSpec} lists
 * {@link dev.espalier.runtime.supervision.ChildSpec}s; a {@link dev.espalier.runtime.supervision.Supervisor}
 * starts them in order, each only when the one before has said that it is up, restarts them as the strategy
 * and restart types say, and stops them in reverse. All decisions are taken by {@code SupervisorCore}, which
 * knows neither actors nor clocks; the actors around it only obey.
 */
@NullMarked
package dev.espalier.runtime.supervision;

import org.jspecify.annotations.NullMarked;
