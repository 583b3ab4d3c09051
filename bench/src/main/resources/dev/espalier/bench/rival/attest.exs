timed = fn name, work ->
  {micros, result} = :timer.tc(work)
  {"#{name} #{:erlang.float_to_binary(micros / 1_000_000, decimals: 9)}", result}
end

{first, _} =
  timed.("first", fn ->
    Attest.start_all(driver)
    Attest.succeed(@MACHINE@, "true")
  end)

for _ <- 1..@WARM_UP@, do: Attest.succeed(@MACHINE@, "true")

commands =
  for _ <- 1..@COMMANDS@ do
    {line, _} = timed.("command", fn -> Attest.succeed(@MACHINE@, "true") end)
    line
  end

{took, output} =
  timed.("output", fn ->
    Attest.succeed(@MACHINE@, "dd if=/dev/zero bs=65536 count=@BLOCKS@ 2>/dev/null")
  end)

lines = [first] ++ commands ++ [took, "bytes #{byte_size(output)}"]
File.write!("@FIGURES@", Enum.join(lines, "\n") <> "\n")
