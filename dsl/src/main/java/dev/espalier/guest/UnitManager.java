package dev.espalier.guest;

import java.util.regex.Pattern;

import dev.espalier.backends.shell.ShellWords;

/** Whose units are meant, in bash. */
sealed interface UnitManager {
    String JOURNAL = "journalctl --boot --no-pager";
    Pattern FULL_NAME = Pattern.compile(
            ".*\\.(service|socket|device|mount|automount|swap|target|path|timer|slice|scope)", Pattern.DOTALL);

    /** Whether systemd takes it as it is; to anything else it adds {@code .service}. */
    static boolean isFullName(String unit) {
        return FULL_NAME.matcher(unit).matches();
    }

    /** What the other words need before them. */
    String prelude();

    /** Asks this manager. */
    String systemctl();

    /** Reads the journal of all that is its owner's. */
    String journal();

    /** Reads the journal of one unit. */
    String journalOf(String unit);

    /** The manager of the whole guest. */
    record OfSystem() implements UnitManager {
        @Override
        public String prelude() {
            return "";
        }

        @Override
        public String systemctl() {
            return "systemctl";
        }

        @Override
        public String journal() {
            return JOURNAL;
        }

        @Override
        public String journalOf(String unit) {
            return JOURNAL + " --unit=" + ShellWords.quoted(unit);
        }
    }

    /** A user's own manager. */
    record OfUser(GuestUser user) implements UnitManager {
        @Override
        public String prelude() {
            return user.becoming();
        }

        @Override
        public String systemctl() {
            return "as_user systemctl --user";
        }

        @Override
        public String journal() {
            return JOURNAL + " _UID=\"$uid\"";
        }

        /** {@code journalctl --user-unit} is about root's units when root asks, and a user may not read the journal. */
        @Override
        public String journalOf(String unit) {
            var name = ShellWords.quoted(isFullName(unit) ? unit : unit + ".service");
            return journal() + " _SYSTEMD_USER_UNIT=" + name + " + _UID=\"$uid\" USER_UNIT=" + name;
        }
    }
}
