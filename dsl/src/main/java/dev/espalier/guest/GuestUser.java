package dev.espalier.guest;

import dev.espalier.backends.shell.ShellWords;

/** A user of the guest's, as whom root runs something without a session of its own: no PAM, no log-in in the journal. */
record GuestUser(String name) {
    /** The exit status of a script that names a user whom the guest does not have. */
    static final int UNKNOWN = 67;

    /**
     * Bash that defines {@code as_user}, which runs its arguments as this user, in a fresh environment with the runtime
     * directory that systemd gives to users. The process stays in its group, so a timeout reaches it.
     */
    String becoming() {
        return """
                user=%s; uid=$(id -u -- "$user") || exit %d; gid=$(id -g -- "$user"); \
                passwd=$(getent passwd "$uid"); IFS=: read -r _ _ _ _ _ home shell <<<"$passwd"; \
                as_user() { setpriv --reuid "$uid" --regid "$gid" --init-groups env -i PATH="$PATH" HOME="$home" \
                SHELL="$shell" USER="$user" LOGNAME="$user" XDG_RUNTIME_DIR="/run/user/$uid" "$@"; }
                """
                .formatted(ShellWords.quoted(name), UNKNOWN);
    }
}
