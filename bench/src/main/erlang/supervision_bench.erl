#!/usr/bin/env escript
%%! -noshell
%% Erlang's side of the comparison. Says its version, then reads one piece of work a line, "restarts COUNT" or
%% "crowd CHILDREN", and answers each with one line of numbers; ends with its standard input.
-module(supervision_bench).
-mode(compile).
-export([main/1, init/1, start_crashing/1, start_idle/0, handle_call/3, handle_cast/2]).

main([]) ->
    ok = logger:set_primary_config(level, none),
    io:format("~ts~n", [otp_version()]),
    serve().

serve() ->
    case io:get_line("") of
        eof ->
            ok;
        Line ->
            [Work, Size] = string:lexemes(Line, " \n"),
            Numbers = in_fresh_process(Work, list_to_integer(Size)),
            io:format("~ts~n", [lists:join(" ", [integer_to_list(Number) || Number <- Numbers])]),
            serve()
    end.

in_fresh_process(Work, Size) ->
    {Pid, Monitor} = spawn_monitor(fun() ->
        process_flag(trap_exit, true),
        exit({measured, measure(Work, Size)})
    end),
    receive {'DOWN', Monitor, process, Pid, {measured, Numbers}} -> Numbers end.

%% The nanoseconds of all restarts together, and of each.
measure("restarts", Count) ->
    {ok, Supervisor} = supervisor:start_link(?MODULE, {crashing, self()}),
    Victim = receive {up, Pid} -> Pid end,
    Begin = erlang:monotonic_time(nanosecond),
    Times = crash(Victim, Count, []),
    Total = erlang:monotonic_time(nanosecond) - Begin,
    stop(Supervisor),
    [Total | Times];

%% The nanoseconds to start and to stop, and the bytes of all children together.
measure("crowd", Children) ->
    {ok, Supervisor} = supervisor:start_link(?MODULE, crowd),
    Before = memory(),
    {Start, ok} = timed(fun() -> start_children(Supervisor, Children) end),
    Bytes = memory() - Before,
    [{active, Children}] = [Active || {active, _} = Active <- supervisor:count_children(Supervisor)],
    {Stop, ok} = timed(fun() -> stop(Supervisor) end),
    [Start, Stop, Bytes].

crash(_Victim, 0, Times) ->
    Times;
crash(Victim, Left, Times) ->
    Crashed = erlang:monotonic_time(nanosecond),
    gen_server:cast(Victim, crash),
    receive {up, Next} -> crash(Next, Left - 1, [erlang:monotonic_time(nanosecond) - Crashed | Times]) end.

start_children(_Supervisor, 0) ->
    ok;
start_children(Supervisor, Left) ->
    {ok, _} = supervisor:start_child(Supervisor, []),
    start_children(Supervisor, Left - 1).

stop(Supervisor) ->
    exit(Supervisor, shutdown),
    receive {'EXIT', Supervisor, shutdown} -> ok end.

timed(Work) ->
    Begin = erlang:monotonic_time(nanosecond),
    Result = Work(),
    {erlang:monotonic_time(nanosecond) - Begin, Result}.

%% In use once that of processes gone before has been given back, which takes a moment.
memory() ->
    erlang:garbage_collect(),
    settled(erlang:memory(total)).

settled(Bytes) ->
    timer:sleep(20),
    case erlang:memory(total) of
        Now when abs(Now - Bytes) < 10000 -> Now;
        Now -> settled(Now)
    end.

otp_version() ->
    {ok, Version} = file:read_file(filename:join([code:root_dir(), "releases", erlang:system_info(otp_release),
                                                  "OTP_VERSION"])),
    string:trim(Version).

%% The supervisors.
init({crashing, Driver}) ->
    Child = #{id => victim, start => {?MODULE, start_crashing, [Driver]}},
    {ok, {#{strategy => one_for_one, intensity => 1000000, period => 1000000}, [Child]}};
init(crowd) ->
    Child = #{id => idle, start => {?MODULE, start_idle, []}},
    {ok, {#{strategy => simple_one_for_one}, [Child]}};

%% The children.
init({victim, Driver}) ->
    Driver ! {up, self()},
    {ok, none};
init(idle) ->
    {ok, none}.

start_crashing(Driver) ->
    gen_server:start_link(?MODULE, {victim, Driver}, []).

start_idle() ->
    gen_server:start_link(?MODULE, idle, []).

handle_call(_Request, _From, State) ->
    {reply, ok, State}.

handle_cast(crash, _State) ->
    error(boom).
