# What the benchmarks' launchers share; they source it. It wants home to be the root of the tree.
# shellcheck shell=bash
readonly MODULES=(runtime backends dsl bench)
# shellcheck source=build-tools/launcher.bash
source "$home/build-tools/launcher.bash"

build_into() {
    local target=$home/bench/target
    rm -rf "${target:?}/lib" "$target"/espalier-bench-*.jar
    maven -q -DskipTests -Dspotless.check.skip -pl bench -am package >&2 || return
    cp "$target"/espalier-bench-*.jar "$target"/lib/*.jar "$1"
}

# bench MAIN_CLASS [JVM_OPTION...] -- ARGUMENT...
bench() {
    local main=$1 options=()
    shift
    while [[ $1 != -- ]]; do
        options+=("$1")
        shift
    done
    shift
    find_jdk
    choose_build bench-launcher pom.xml "${MODULES[@]/%//pom.xml}" "${MODULES[@]/%//src/main}"
    local jars=("$build"/*.jar)
    exec "$jdk/bin/java" "${library_options[@]}" "${options[@]}" \
        "-Despalier.command.options=${library_options[*]} ${COMMAND_OPTIONS[*]}" \
        -Dlogback.configurationFile=dev/espalier/bench/logback.xml -cp "$(IFS=:; echo "${jars[*]}")" "$main" "$@"
}
