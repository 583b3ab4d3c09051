# Node names, and the variables that test scripts know nodes by.
let
  inherit (builtins) attrNames concatLists elem filter length map match replaceStrings stringLength;

  javaWords = [
    "abstract" "assert" "boolean" "break" "byte" "case" "catch" "char" "class" "const" "continue" "default" "do"
    "double" "else" "enum" "extends" "false" "final" "finally" "float" "for" "goto" "if" "implements" "import"
    "instanceof" "int" "interface" "long" "native" "new" "null" "package" "private" "protected" "public" "return"
    "short" "static" "strictfp" "super" "switch" "synchronized" "this" "throw" "throws" "transient" "true" "try" "void"
    "volatile" "while"
  ];
in
rec {
  variable = replaceStrings [ "-" ] [ "_" ];

  problems =
    nodes:
    let
      names = attrNames nodes;
      lower =
        replaceStrings
          [ "A" "B" "C" "D" "E" "F" "G" "H" "I" "J" "K" "L" "M" "N" "O" "P" "Q" "R" "S" "T" "U" "V" "W" "X" "Y" "Z" ]
          [ "a" "b" "c" "d" "e" "f" "g" "h" "i" "j" "k" "l" "m" "n" "o" "p" "q" "r" "s" "t" "u" "v" "w" "x" "y" "z" ];
      twins = name: filter (other: other < name && lower other == lower name) names;
      ofName =
        name:
        if match "[A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])?" name == null || stringLength name > 63 then
          [
            "${nodes.${name}.where}: a node's name has letters, digits and hyphens, begins with a letter, ends with a letter or digit and has at most 63 characters"
          ]
        else if elem (variable name) javaWords then
          [ "${nodes.${name}.where}: a word of the Java language cannot be a variable of the test script" ]
        else
          map (other: "${nodes.${name}.where}: the node ${other} has the same host name") (twins name);
    in
    concatLists (map ofName names);
}
