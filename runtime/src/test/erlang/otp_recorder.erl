%% Plays scenarios to real supervisors and writes down what they do. Scenarios come on standard input, traces go to
%% standard output, and a line with nothing but a full stop ends each.
-module(otp_recorder).
-export([serve/0]).

serve() ->
    otp_clock:start(),
    otp_clock:govern(supervisor),
    case code:where_is_file("Elixir.DynamicSupervisor.beam") of
        non_existing -> ok;
        _ -> otp_clock:govern('Elixir.DynamicSupervisor')
    end,
    otp_journal:start(),
    serve(read([])).

serve(eof) ->
    ok;
serve(Lines) ->
    [io:format("~ts~n", [Line]) || Line <- record(Lines) ++ ["."]],
    serve(read([])).

read(Lines) ->
    case io:get_line("") of
        eof -> eof;
        ".\n" -> lists:reverse(Lines);
        Line -> read([Line | Lines])
    end.

%% In a process of its own, so that nothing of a scenario is left for the next.
record(Lines) ->
    {Definitions, Events} = otp_scenario:parse(Lines),
    otp_clock:rewind(),
    Tracer = spawn_link(fun() -> collect_exits([]) end),
    {Driver, Monitor} = spawn_monitor(fun() ->
                                              process_flag(trap_exit, true),
                                              otp_journal:open(Definitions, Tracer),
                                              Trace = play(Events),
                                              otp_journal:close(),
                                              exit({trace, Trace})
                                      end),
    receive
        {'DOWN', Monitor, process, Driver, {trace, Trace}} ->
            unlink(Tracer),
            exit(Tracer, kill),
            Trace
    end.

collect_exits(Exits) ->
    receive
        {trace_ts, Pid, exit, Reason, {_, Time}} -> collect_exits([{Pid, Reason, Time} | Exits]);
        {exits, Reader} ->
            Reader ! {exits, Exits},
            collect_exits([]);
        _ -> collect_exits(Exits)
    end.

play(Events) ->
    {Reply, Root} = case otp_sup:start(root) of
                        {ok, Pid} -> {{ok, Pid}, Pid};
                        {error, Reason} -> self() ! {'EXIT', none, Reason}, {{error, Reason}, none}
                    end,
    Lines = settle(Root),
    ["> start_link root", "  = " ++ term(Reply) | Lines] ++ end_of(Root) ++ play(Events, Root).

play([], Root) ->
    case alive(Root) of
        false -> [];
        true -> do(["shutdown", "root"], Root)
    end;
play([{Line, Words} | Events], Root) ->
    case alive(Root) of
        false -> [];
        true ->
            Replies = do(Words, Root),
            Notes = settle(Root),
            ["> " ++ Line | Notes] ++ ["  = " ++ reply(Reply) || Reply <- Replies]
                ++ states(Root) ++ end_of(Root) ++ play(Events, Root)
    end.

do(["crash", Worker, Reason], _) ->
    crash(list_to_atom(Worker), Reason, fun(_) -> ok end),
    [];
do(["crash2", First, Second, Reason], _) ->
    while_suspended(parent(First), fun(Supervisor) ->
                                           die_behind(Supervisor, First, Reason),
                                           die_behind(Supervisor, Second, Reason),
                                           []
                                   end);
do(["batch", Supervisor, Worker, Reason | Requests], _) ->
    Replies = while_suspended(list_to_atom(Supervisor),
                              fun(Pid) ->
                                      die_behind(Pid, Worker, Reason),
                                      [queue(Pid, request(string:split(Request, ":"))) || Request <- Requests]
                              end),
    case Replies of
        [] -> [noproc || _ <- Requests];
        _ -> [await(Reply) || Reply <- Replies]
    end;
do(["kill", Worker], _) ->
    case otp_journal:pid(list_to_atom(Worker)) of
        {ok, Pid} -> die(Pid, fun() -> exit(Pid, kill) end);
        none -> ok
    end,
    [];
do(["tick", Seconds], _) ->
    otp_clock:advance(list_to_integer(Seconds)),
    [];
do(["shutdown", "root"], Root) ->
    exit(Root, shutdown),
    receive {'EXIT', Root, Reason} -> self() ! {'EXIT', Root, Reason} end,
    [];
do(["shutdown", Supervisor], _) ->
    case otp_journal:pid(list_to_atom(Supervisor)) of
        {ok, Pid} -> exit(Pid, shutdown);
        none -> ok
    end,
    [];
do([Verb, Supervisor | Child], _) ->
    [call(list_to_atom(Supervisor), request([Verb | Child]))].

crash(Worker, Reason, Then) ->
    case otp_journal:pid(Worker) of
        {ok, Pid} ->
            die(Pid, fun() -> otp_worker:crash(Pid, otp_scenario:reason(Reason)) end),
            Then(Pid);
        none -> ok
    end.

parent(Name) ->
    list_to_atom(maps:get(parent, otp_scenario:definition(list_to_atom(Name), otp_journal:definitions()))).

%% Has everything that reaches a supervisor meanwhile wait in its mailbox, and returns what was done meanwhile.
while_suspended(Supervisor, Deeds) ->
    case otp_journal:pid(Supervisor) of
        {ok, Pid} ->
            sys:suspend(Pid),
            Done = Deeds(Pid),
            sys:resume(Pid),
            Done;
        none -> []
    end.

%% Crashes a worker, if it lives, and waits until its exit is in its suspended supervisor's mailbox.
die_behind(Supervisor, Worker, Reason) ->
    crash(list_to_atom(Worker), Reason,
          fun(Pid) ->
                  await_message(Supervisor, fun({'EXIT', From, _}) -> From =:= Pid; (_) -> false end)
          end).

%% Makes a call to a suspended supervisor, and waits until it is in its mailbox.
queue(Supervisor, Request) ->
    Call = {Caller, _} = spawn_monitor(fun() -> exit({reply, ask(Supervisor, Request)}) end),
    await_message(Supervisor, fun({'$gen_call', {From, _}, _}) -> From =:= Caller; (_) -> false end),
    Call.

await_message(Process, IsIt) ->
    {messages, Messages} = process_info(Process, messages),
    lists:any(IsIt, Messages) orelse begin erlang:yield(), await_message(Process, IsIt) end.

await({Caller, Monitor}) ->
    receive {'DOWN', Monitor, process, Caller, {reply, Reply}} -> Reply end.

%% Does what brings the death of a process, and waits for it.
die(Pid, Deed) ->
    Monitor = monitor(process, Pid),
    Deed(),
    receive {'DOWN', Monitor, process, Pid, _} -> ok end.

request(["count"]) -> fun otp_sup:count/1;
request([Verb, Child]) -> fun(Pid) -> otp_sup:call(Pid, list_to_existing_atom(Verb), list_to_atom(Child)) end.

call(Supervisor, Request) ->
    case otp_journal:pid(Supervisor) of
        {ok, Pid} -> ask(Pid, Request);
        none -> noproc
    end.

%% Whoever asks a supervisor that goes down exits.
ask(Supervisor, Request) ->
    try Request(Supervisor) catch exit:_ -> noproc end.

%% Waits until nothing moves any more and returns what was noted meanwhile.
settle(Root) ->
    settle(Root, unknown, []).

settle(Root, Before, Notes) ->
    Now = snapshot(Root),
    case otp_journal:take() of
        [] when Now =/= moving, Now =:= Before -> ["  " ++ Line || {_, Line} <- lists:sort(Notes)];
        More -> erlang:yield(), settle(Root, Now, More ++ Notes)
    end.

snapshot(Root) ->
    case alive(Root) of
        false -> gone;
        true ->
            try tree(Root)
            catch
                throw:moving -> moving;
                exit:_ -> moving
            end
    end.

%% [{Supervisor, Children}] from this one down, if all that is listed is as it will stay.
tree(Supervisor) ->
    Children = otp_sup:children(Supervisor),
    lists:foreach(fun check/1, Children),
    [{Supervisor, Children} | lists:append([tree(Pid) || {_, Pid, supervisor} <- Children, is_pid(Pid)])].

check({_, undefined, _}) -> ok;
check({_, restarting, _}) -> throw(moving);
check({_, Pid, _}) -> alive(Pid) orelse throw(moving).

alive(none) -> false;
alive(Pid) -> is_process_alive(Pid).

states(Root) ->
    case snapshot(Root) of
        gone -> [];
        Tree -> [state(Name, Children)
                 || {Name, Children} <- lists:sort([{otp_journal:name(Pid), Children} || {Pid, Children} <- Tree])]
    end.

state(Name, Children) ->
    "  " ++ lists:flatten(lists:join(" ", [io_lib:format("state ~s:", [Name])
                                           | [io_lib:format("~s=~s", [Id, child(Child)]) || {Id, Child, _} <- Children]])).

child(undefined) -> "undefined";
child(Pid) -> otp_journal:numbered(Pid).

end_of(Root) ->
    case alive(Root) of
        true -> [];
        false ->
            receive {'EXIT', Root, Reason} -> ["  END root gone", "  ROOT EXIT " ++ term(Reason)] end
    end.

reply(noproc) -> "noproc";
reply(Reply) -> term(Reply).

term(Term) ->
    lists:flatten(io_lib:format("~w", [mask(Term)])).

%% Processes by their names; nothing of what only OTP knows of a child.
mask(Pid) when is_pid(Pid) -> list_to_atom(otp_journal:numbered(Pid));
mask(Child) when element(1, Child) =:= child, tuple_size(Child) > 2 -> childrec;
mask(Tuple) when is_tuple(Tuple) -> list_to_tuple(mask(tuple_to_list(Tuple)));
mask(List) when is_list(List) -> [mask(Element) || Element <- List];
mask(Term) -> Term.
