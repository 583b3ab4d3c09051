import time

figures = []


def timed(name, work):
    begin = time.monotonic()
    result = work()
    figures.append(f"{name} {time.monotonic() - begin:.9f}")
    return result


def first():
    @MACHINE@.start()
    @MACHINE@.succeed("true")


timed("first", first)
for _ in range(@WARM_UP@):
    @MACHINE@.succeed("true")
for _ in range(@COMMANDS@):
    timed("command", lambda: @MACHINE@.succeed("true"))
output = timed(
    "output",
    lambda: @MACHINE@.succeed("dd if=/dev/zero bs=65536 count=@BLOCKS@ 2>/dev/null"),
)
figures.append(f"bytes {len(output)}")
with open("@FIGURES@", "w") as file:
    file.write("\n".join(figures) + "\n")
