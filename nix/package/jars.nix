# The command's jars: its own, compiled from this source tree, and the libraries'.
#
# libraries  the files of the jars that ./libraries.json names
{
  host,
  jdk,
  libraries,
}:
import ../lib/build.nix host "espalier-jars"
  {
    inherit jdk;
    libraries = builtins.concatStringsSep "\n" (map (library: "${library}") libraries);
    runtime = ../../runtime/src/main;
    backends = ../../backends/src/main;
    dsl = ../../dsl/src/main;
  }
  ''
    mkdir -p classes "$out"
    class_path=
    while read -r library; do
      # Without the hash of its store path.
      name=''${library##*/}
      cp "$library" "$out/''${name#????????????????????????????????-}"
      class_path=$class_path:$library
    done <<<"$libraries"
    for module in "$runtime" "$backends" "$dsl"; do
      find "$module/java" -name '*.java' ! -path '*/dev/espalier/junit/*' >>sources
      [ ! -e "$module/resources" ] || cp -r --no-preserve=mode "$module/resources/." classes
    done
    "$jdk/bin/javac" --release 21 -parameters -proc:none -nowarn -d classes -cp "$class_path" @sources
    "$jdk/bin/jar" --create --file "$out/espalier.jar" --date 1980-01-01T00:00:02Z -C classes .
  ''
