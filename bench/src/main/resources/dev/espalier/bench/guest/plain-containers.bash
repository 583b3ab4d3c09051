#!/usr/bin/env bash
# Starts containers of one disk image side by side, says "up" when the systemd of each takes orders, and waits to be ended.
#   plain-containers.bash IMAGE NUMBER DIRECTORY
set -u
image=$1 number=$2 directory=$3
own=$(sed -n 's/^0:://p' /proc/self/cgroup)
hierarchies=()
while read -r _ mount type options _; do
    case $type,$options in
    cgroup2,* | cgroup,*name=systemd*) hierarchies+=("$mount$own") ;;
    esac
done </proc/self/mounts

mkdir -p /run/systemd "$directory/root"
mount -t tmpfs tmpfs /run/systemd && mount -o loop,ro "$image" "$directory/root" || exit

container() {
    local group
    for group in "${hierarchies[@]}"; do
        mkdir "$group/$1" && echo "$BASHPID" >"$group/$1/cgroup.procs" || exit
    done
    exec systemd-nspawn --quiet --directory="$directory/root" --volatile=overlay --machine="plain$1" --boot \
        --private-network --register=no --keep-unit --settings=no --console=pipe --link-journal=no --resolv-conf=off \
        --timezone=off </dev/null >/dev/null 2>&1
}

takes_orders() {
    local child
    for child in $(cat /proc/"$1"/task/*/children); do
        [[ -S /proc/$child/root/run/systemd/private ]] && return
    done
    return 1
}

for ((n = 1; n <= number; n++)); do
    container "$n" &
done
for nspawn in $(jobs -p); do
    until takes_orders "$nspawn" 2>/dev/null; do
        kill -0 "$nspawn" || exit
        sleep 0.02
    done
done
echo up
read -r _
