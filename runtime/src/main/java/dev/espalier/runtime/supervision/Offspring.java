package dev.espalier.runtime.supervision;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import java.util.function.Supplier;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * The incarnations a supervising actor has: spawns, stops and kills their actors and keeps their deadlines. What
 * happens to them comes back as messages of the actor, each with the incarnation's token.
 */
final class Offspring<C> {

    /** Pekko's timers refuse anything much longer. */
    private static final Duration LONGEST = Duration.ofDays(200);

    /** The messages in which a supervising actor hears of its incarnations. */
    record Messages<C>(LongFunction<C> up, LongFunction<C> gone, LongFunction<C> deadline) {}

    private final class Parent implements Incarnation.Parent {

        private final ActorRef<C> self = context.getSelf();
        private final long token;

        Parent(long token) {
            this.token = token;
        }

        @Override
        public ActorRef<Supervisor.Command> supervisor() {
            return supervisor.get();
        }

        @Override
        public void childIsUp() {
            self.tell(messages.up().apply(token));
        }

        @Override
        public void childIsGone() {
            self.tell(messages.gone().apply(token));
        }
    }

    private record Member(Incarnation incarnation, ActorRef<Object> ref) {}

    private final ActorContext<C> context;
    private final TimerScheduler<C> timers;
    private final Incarnation parent;
    private final Messages<C> messages;
    private final Supplier<ActorRef<Supervisor.Command>> supervisor;

    /** Those not buried yet; also read by whoever kills the supervising actor, on another thread. */
    private final Map<Long, Member> members = new ConcurrentHashMap<>();

    /** Those not buried yet whose actors are gone. */
    private final Set<Long> ended = ConcurrentHashMap.newKeySet();

    /** Those buried whose actors are still there. */
    private final Map<Long, Incarnation> abandoned = new HashMap<>();

    /**
     * @param parent the incarnation of the supervising actor itself, whose kill is to include its children
     * @param supervisor the one that children are told of
     */
    Offspring(ActorContext<C> context, TimerScheduler<C> timers, Incarnation parent, Messages<C> messages,
            Supplier<ActorRef<Supervisor.Command>> supervisor) {
        this.context = context;
        this.timers = timers;
        this.parent = parent;
        this.messages = messages;
        this.supervisor = supervisor;
        parent.onKill("children", this::killAll);
    }

    void spawn(ChildSpec spec, long token) {
        Incarnation incarnation = new Incarnation(token, () -> parent.lineage().child(spec.id()), new Parent(token));
        ActorRef<Object> ref = context.spawn(ChildWrapper.wrap(spec.start(), incarnation), actorName(spec.id(), token),
                spec.start().threads().dispatcher());
        context.watchWith(ref, messages.gone().apply(token));
        members.put(token, new Member(incarnation, ref));
        if (parent.isKilled()) {
            incarnation.kill();
        }
    }

    void askToStop(long token) {
        Member member = member(token);
        member.incarnation().askToStop(() -> context.stop(member.ref()));
    }

    void kill(long token) {
        Member member = member(token);
        member.incarnation().kill();
        context.stop(member.ref());
    }

    /** Kills the newest first, as a supervisor would stop them. */
    private void killAll() {
        Map<Long, Member> living = new TreeMap<>(Comparator.reverseOrder());
        living.putAll(members);
        living.keySet().removeAll(ended);
        living.values().forEach(member -> member.incarnation().kill());
    }

    void arm(long token, Duration patience) {
        timers.startSingleTimer(token, messages.deadline().apply(token),
                patience.compareTo(LONGEST) < 0 ? patience : LONGEST);
    }

    void disarm(long token) {
        timers.cancel(token);
    }

    ActorRef<Object> ref(long token) {
        return member(token).ref();
    }

    /** The incarnation that has this actor, or had it: the names of their actors end with it. */
    OptionalLong token(ActorRef<?> ref) {
        String name = ref.path().name();
        try {
            long token = Long.parseLong(name.substring(name.lastIndexOf('-') + 1));
            Member member = members.get(token);
            boolean ours = member == null
                    ? ref.path().parent().equals(context.getSelf().path())
                    : member.ref().equals(ref);
            return ours ? OptionalLong.of(token) : OptionalLong.empty();
        } catch (NumberFormatException notOurs) {
            return OptionalLong.empty();
        }
    }

    /** What there is to hear when an incarnation says that it is up; nothing if it is not known any more. */
    List<CoreEvent.OfChild> up(long token) {
        Member member = members.get(token);
        return member == null ? List.of() : announced(token, member.incarnation());
    }

    /**
     * What there is to hear when an actor is gone. That its child was up comes first, for the news of its end may
     * have overtaken it.
     */
    List<CoreEvent.OfChild> gone(long token) {
        Member member = members.get(token);
        if (member == null) {
            abandoned.remove(token);
            return List.of();
        }
        if (!member.incarnation().hasLeftItsActor()) {
            ended.add(token);
        }
        timers.cancel(token);
        Incarnation incarnation = member.incarnation();
        List<CoreEvent.OfChild> events = new ArrayList<>(announced(token, incarnation));
        events.add(switch (incarnation.handshake()) {
            case Incarnation.NotNeeded notNeeded -> new CoreEvent.ChildIgnored(token);
            case Incarnation.Up up -> new CoreEvent.ChildGone(token, incarnation.exitReason());
            case Incarnation.Pending pending -> new CoreEvent.ChildGone(token, incarnation.exitReason());
        });
        return events;
    }

    /** Forgets an incarnation that the supervisor has dealt with. */
    void bury(long token) {
        timers.cancel(token);
        Member member = members.remove(token);
        if (member != null && !ended.remove(token)) {
            abandoned.put(token, member.incarnation());
        }
    }

    /** Whether there is an actor that is still not gone. */
    boolean hasSurvivors() {
        return !abandoned.isEmpty();
    }

    /** Answers with what is known of these children, and asks those among them that are supervisors. */
    void inspect(int restartsLeft, Collection<CoreEvent.ChildSnapshot> children,
            CompletableFuture<Inspection.Answer> answer) {
        Inspection inspection = new Inspection();
        for (CoreEvent.ChildSnapshot child : children) {
            OptionalLong token = child.state().incarnation();
            inspection.add(child,
                    token.isPresent() ? member(token.getAsLong()).incarnation().desk() : Inspection.NOBODY);
        }
        answer.complete(inspection.answer(restartsLeft, abandoned()));
    }

    private List<TreeNode.Abandoned> abandoned() {
        return abandoned.entrySet()
                .stream()
                .map(actor -> new TreeNode.Abandoned(actor.getValue().lineage().path(), actor.getKey(),
                        Optional.empty()))
                .toList();
    }

    private static List<CoreEvent.OfChild> announced(long token, Incarnation incarnation) {
        return switch (incarnation.handshake()) {
            case Incarnation.Up up -> List.of(new CoreEvent.ChildUp(token, up.info()));
            case Incarnation.NotNeeded notNeeded -> List.of();
            case Incarnation.Pending pending -> List.of();
        };
    }

    private Member member(long token) {
        Member member = members.get(token);
        if (member == null) {
            throw new IllegalStateException("no incarnation " + token + " in " + parent.lineage().path());
        }
        return member;
    }

    private static String actorName(String id, long token) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8) + "-" + token;
    }
}
