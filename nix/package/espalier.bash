#!@shell@
# Starts Espalier from its package.
set -euo pipefail
JAVA_HOME=@runtime@ PATH=@tools@:$PATH
# shellcheck source=../../build-tools/launcher.bash
source @out@/share/espalier/launcher.bash
find_jdk
start_command @out@/share/espalier "$@"
