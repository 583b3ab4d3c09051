# What launchers share; they source it. maven and choose_build want home to be the root of the source tree, and choose_build a
# function build_into DIRECTORY.
# shellcheck shell=bash disable=SC2034,SC2154 # the variables that the two sides set for each other
readonly OLDEST_JDK=21 PREFERRED_JDK=25
# The command lives for seconds: quick to start is better than fast later. Its heap begins small, or nothing would be collected
# before a 64th of the host's memory is full of what nobody needs any more.
readonly COMMAND_OPTIONS=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xms32m)

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
die() { say "$@"; exit 1; }

# Sets jdk and jdk_version: JAVA_HOME's if it will do, else the preferred one, else the newest. Sets library_options to what
# our libraries need it to be told.
find_jdk() {
    find_any_jdk
    library_options=()
    # --enable-native-access would say the same, and the JDK's own class archive is not made for it.
    ((jdk_version < 24)) || library_options+=(--illegal-native-access=allow)
    # A virtual thread that waits for a socket is woken by one thread and not by two.
    ((jdk_version < 22)) || library_options+=(-Djdk.pollerMode=1)
    ((jdk_version < 23)) || library_options+=(--sun-misc-unsafe-memory-access=allow)
}

# Without a process of its own for anything but a link to be followed: each costs more than all that is looked at here.
find_any_jdk() {
    local directory version path_java=/
    jdk='' jdk_version=0
    if [[ -n ${JAVA_HOME-} ]] && read_jdk_version "$JAVA_HOME" && ((version >= OLDEST_JDK)); then
        jdk=$JAVA_HOME jdk_version=$version
        return
    fi
    ! hash java 2>/dev/null || path_java=${BASH_CMDS[java]}
    for directory in "${path_java%/bin/java}" /usr/lib/jvm/*; do
        prefer_jdk "$directory"
    done
    if ((jdk_version != PREFERRED_JDK)) && [[ -L $path_java ]]; then
        path_java=$(readlink -f "$path_java")
        prefer_jdk "${path_java%/bin/java}"
    fi
    [[ -n $jdk ]] || die "no JDK $OLDEST_JDK or newer (JDK $PREFERRED_JDK is best) in JAVA_HOME, on the PATH or in" \
        "/usr/lib/jvm; a JRE will not do, as test scripts are compiled. Install one, or set JAVA_HOME to it."
}

prefer_jdk() {
    local version
    if read_jdk_version "$1" && ((version >= OLDEST_JDK && jdk_version != PREFERRED_JDK &&
        (version > jdk_version || version == PREFERRED_JDK)))
    then
        jdk=$1 jdk_version=$version
    fi
}

# Sets version to the feature version of the JDK in a directory.
read_jdk_version() {
    local name value
    [[ -x $1/bin/javac && -r $1/release ]] || return
    while IFS='=' read -r name value; do
        if [[ $name == JAVA_VERSION ]]; then
            value=${value//\"/}
            version=${value%%[.+-]*}
            return
        fi
    done <"$1/release"
    return 1
}

maven() {
    local arguments=(-B -f "$home/pom.xml")
    command -v mvn >/dev/null || die "mvn is not installed: apt-get install maven, or espalier --setup"
    # Maven runs on any Java, but not when it looks at test classes itself, to hand them out to several JVMs.
    export JAVA_HOME=$jdk MAVEN_OPTS="${library_options[*]} ${MAVEN_OPTS-}"
    arguments+=(-Dtest.jvms=2)
    ((jdk_version >= PREFERRED_JDK)) || arguments+=("-Dtoolchain.jdk=[$OLDEST_JDK,)")
    ((jdk_version >= 23)) || arguments+=("-Dtest.jvm.arguments=-Xmx768m -Djava.awt.headless=true")
    mvn "${arguments[@]}" "$@"
}

# choose_build NAME SOURCE...: sets build to what build_into has made of these sources, and nobody writes to any more. One
# process at a time builds; each runs from a copy, on which it keeps a shared lock as long as it lives, so that a later
# build neither changes nor deletes it.
choose_build() {
    local builds=$home/target/$1 old
    shift
    exec 9<"$home/pom.xml"
    flock --timeout 1 9 || { say "waiting for another process that builds"; flock 9; }
    [[ -d $builds ]] || mkdir -p "$builds"
    if ! is_fresh "$builds/current" "$@"; then
        build "$builds"
    fi
    build=$(readlink -f "$builds/current")
    exec 8<"$build"
    flock --shared 8
    for old in "$builds"/build.*; do
        [[ $old == "$build" ]] || flock --nonblock "$old" rm -rf "$old" || true
    done
    exec 9<&-
}

is_fresh() {
    local stamp=$1/stamp
    shift
    [[ -e $stamp ]] && [[ -z $(cd "$home" && find "$@" -newer "$stamp" -print -quit) ]]
}

build() {
    local new
    say "building with JDK $jdk_version (a minute or two the first time)"
    new=$(mktemp -d "$1/build.XXXXXX")
    chmod a+rx "$new"
    touch "$new/stamp"
    if ! build_into "$new" 9<&-; then
        rm -rf "$new"
        die "the build failed"
    fi
    ln -sfn "${new##*/}" "$1/next"
    mv -T "$1/next" "$1/current"
}

# start_command DIRECTORY ARGUMENT...: becomes Espalier's command, of the jars in the directory.
start_command() {
    local main=dev.espalier.cli.Main jars=("$1"/*.jar) class_path
    class_path=$(IFS=:; echo "${jars[*]}")
    shift
    local options=("${library_options[@]}" "${COMMAND_OPTIONS[@]}" -Xlog:disable -Xlog:all=error:stderr)
    local command=("$jdk/bin/java" "${options[@]}" -cp "$class_path")
    choose_archive "$main"
    exec "${command[@]}" "${archive_options[@]}" "-Despalier.command=$0" "$main" "$@"
}

# Sets archive_options to what has the JVM start from what an earlier one has learnt: its classes as they are when they are
# loaded, checked and linked. If there is nothing yet, has it made in the background when this command has ended, where the
# program that makes it is beside this file.
choose_archive() {
    local archive use=-XX:AOTCache record=-XX:AOTCacheOutput cache=${XDG_CACHE_HOME-}
    local rehearse=${BASH_SOURCE[0]%/*}/rehearse
    archive_options=()
    ((jdk_version >= 25)) || use=-XX:SharedArchiveFile record=-XX:ArchiveClassesAtExit
    [[ $cache == /* ]] || cache=${HOME-}/.cache
    # A build has a directory of its own, so that nothing of it changes.
    archive=$(printf '%s\n' "$(<"$jdk/release")" "${command[@]}" | sha256sum)
    archive=$cache/espalier/jvm/${archive:0:32}
    if [[ -s $archive ]]; then
        archive_options=("$use=$archive")
    elif [[ ! -e $archive && -x $rehearse ]]; then
        # The pipe ends with the command, which keeps its other end.
        exec 7> >(exec setsid nice -n 19 "$rehearse" "$archive" "$record" "$1" "${command[@]}" &>/dev/null)
    fi
}
