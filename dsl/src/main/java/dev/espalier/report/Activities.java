package dev.espalier.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is going on right now, gathered from events: images being built, machines booting, waits, subtests. */
final class Activities {
    private static final Duration FIRST_REMINDER = Duration.ofSeconds(10);
    private static final int MOST_MACHINES = 6;
    private static final int MOST_LINES = 8;

    /** One thing that has begun and not ended. */
    record Activity(String subject, String what, Instant since, Duration nextReminder) {
        Activity(String subject, String what, Instant since) {
            this(subject, what, since, FIRST_REMINDER);
        }

        Duration age(Instant now) {
            return Duration.between(since, now);
        }
    }

    private sealed interface Key {
        record Image(String name) implements Key {}

        record Boot(String machine) implements Key {}

        record Wait(long number) implements Key {}

        record Command(long number) implements Key {}

        record Subtest(List<String> path) implements Key {}
    }

    private final Map<Key, Activity> current = new LinkedHashMap<>();

    void apply(TestEvent event) {
        switch (event) {
            case TestEvent.ImageBuilding(var at, var image) ->
                current.put(new Key.Image(image), new Activity("image " + image, "building", at));
            case TestEvent.ImageReady(var at, var image, var took) -> current.remove(new Key.Image(image));
            case TestEvent.MachineStarting(var at, var machine) ->
                current.put(new Key.Boot(machine), new Activity(machine, "booting", at));
            case TestEvent.MachineReady(var at, var machine, var after) -> current.remove(new Key.Boot(machine));
            case TestEvent.MachineRebooting(var at, var machine) ->
                current.put(new Key.Boot(machine), new Activity(machine, "rebooting", at));
            case TestEvent.MachineRebooted(var at, var machine, var why, var after) ->
                current.remove(new Key.Boot(machine));
            case TestEvent.MachineStopped(var at, var machine) -> endAllOf(machine);
            case TestEvent.MachineRestarting(var at, var machine, var why, var after) -> endAllOf(machine);
            case TestEvent.MachineDied(var at, var machine, var why) -> endAllOf(machine);
            case TestEvent.WaitStarted(var at, var number, var machine, var what) ->
                current.put(new Key.Wait(number), new Activity(machine, "waiting for " + what, at));
            case TestEvent.WaitEnded ended -> current.remove(new Key.Wait(ended.number()));
            case TestEvent.CommandStarted(var at, var number, var machine, var command) -> current
                    .put(new Key.Command(number), new Activity(machine, "running " + ShortCommand.of(command), at));
            case TestEvent.CommandEnded ended -> current.remove(new Key.Command(ended.number()));
            case TestEvent.SubtestStarted(var at, var path) ->
                current.put(new Key.Subtest(path), new Activity(path.getLast(), "", at));
            case TestEvent.SubtestPassed(var at, var path, var took) -> current.remove(new Key.Subtest(path));
            case TestEvent.SubtestFailed(var at, var path, var took, var failure) ->
                current.remove(new Key.Subtest(path));
            case TestEvent.PromptOpened opened -> clear();
            case TestEvent.RunEnded ended -> clear();
            case TestEvent.RunStarted ignored -> {
            }
            case TestEvent.HostDescribed ignored -> {
            }
            case TestEvent.MachineDescribed ignored -> {
            }
            case TestEvent.LinksChanged ignored -> {
            }
            case TestEvent.ScreenshotTaken ignored -> {
            }
            case TestEvent.Supervised ignored -> {
            }
            case TestEvent.Logged ignored -> {
            }
            case TestEvent.ConsoleSaid ignored -> {
            }
        }
    }

    private void endAllOf(String machine) {
        current.entrySet()
                .removeIf(entry -> !(entry.getKey() instanceof Key.Subtest)
                        && entry.getValue().subject().equals(machine));
    }

    void clear() {
        current.clear();
    }

    /**
     * What goes on, in lines: first what the test does, then what each machine does, and since when. Of more machines than are
     * seen at a glance, those that do the same are told together, with the oldest time.
     */
    List<String> lines(Instant now) {
        var lines = new ArrayList<String>();
        var ofTest = activities(Activities::isTheTests).stream().map(activity -> words(activity, now)).toList();
        if (!ofTest.isEmpty()) {
            lines.add(String.join("  |  ", ofTest));
        }
        lines.addAll(machines(now));
        var tooMany = lines.size() - MOST_LINES;
        return tooMany <= 0
                ? lines
                : Stream.concat(lines.stream().limit(MOST_LINES), Stream.of("and more")).toList();
    }

    private static boolean isTheTests(Key key) {
        return switch (key) {
            case Key.Image image -> true;
            case Key.Subtest subtest -> true;
            case Key.Boot boot -> false;
            case Key.Wait wait -> false;
            case Key.Command command -> false;
        };
    }

    private List<Activity> activities(Predicate<Key> wanted) {
        return current.entrySet()
                .stream()
                .filter(entry -> wanted.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private List<String> machines(Instant now) {
        var activities = activities(key -> !isTheTests(key));
        var each = activities.stream()
                .collect(Collectors.groupingBy(Activity::subject, TreeMap::new,
                        Collectors.mapping(activity -> activity.what() + " " + age(List.of(activity), now),
                                Collectors.joining(", "))));
        if (each.size() <= MOST_MACHINES) {
            return each.entrySet().stream().map(machine -> machine.getKey() + ": " + machine.getValue()).toList();
        }
        return activities.stream()
                .collect(Collectors.groupingBy(Activity::what, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(group -> together(group.getKey(), group.getValue(), now))
                .toList();
    }

    private static String words(Activity activity, Instant now) {
        return activity.subject() + (activity.what().isEmpty() ? " " : ": " + activity.what() + " ")
                + age(List.of(activity), now);
    }

    private static String together(String what, List<Activity> activities, Instant now) {
        var subjects = activities.stream().map(Activity::subject).collect(Collectors.toCollection(TreeSet::new));
        return String.join(", ", subjects) + ": " + what + " " + age(activities, now);
    }

    private static String age(List<Activity> activities, Instant now) {
        var oldest = activities.stream().map(Activity::since).min(Instant::compareTo).orElse(now);
        return ElapsedTime.of(Duration.between(oldest, now));
    }

    /** What has gone on for so long that a reader of plain lines should be told. Each is told again at twice its age. */
    List<Activity> overdue(Instant now) {
        var overdue = new ArrayList<Activity>();
        current.replaceAll((key, activity) -> {
            if (activity.what().isEmpty() || activity.age(now).compareTo(activity.nextReminder()) < 0) {
                return activity;
            }
            overdue.add(activity);
            return new Activity(activity.subject(), activity.what(), activity.since(),
                    activity.age(now).multipliedBy(2));
        });
        return overdue;
    }
}
