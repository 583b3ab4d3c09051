# What an assertion is: true, or what was found instead.
found: expected: if found == expected then true else { inherit found expected; }
