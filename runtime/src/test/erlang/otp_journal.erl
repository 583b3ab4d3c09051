%% Who lives, and what happens, in the order in which it happens whichever process notes it.
%%
%% Notes take strictly increasing integers. Exits are told by the runtime's tracing, whose time stamps are of the same
%% integers. Supervisors' reports are noted by the supervisors themselves, for that is where a logger's handlers run.
-module(otp_journal).
-export([start/0, open/2, close/0, note/2, next/1, belongs/2, born/3, take/0]).
-export([definitions/0, name/1, numbered/1, newest/1, pid/1]).
-export([log/2]).

start() ->
    logger:remove_handler(default),
    ok = logger:add_handler(?MODULE, ?MODULE, #{level => error}).

%% Opens the journal of one scenario: what the calling process starts, directly or not, is traced from now on.
open(Definitions, Tracer) ->
    ets:new(?MODULE, [named_table, public, ordered_set]),
    ets:insert(?MODULE, {definitions, Definitions}),
    ets:insert(?MODULE, {tracer, Tracer}),
    erlang:trace(self(), true, [procs, set_on_spawn, strict_monotonic_timestamp, {tracer, Tracer}]),
    ok.

close() ->
    erlang:trace(self(), false, [all]),
    ets:delete(?MODULE).

note(Format, Arguments) ->
    note_at(erlang:unique_integer([monotonic]), Format, Arguments).

note_at(Time, Format, Arguments) ->
    ets:insert(?MODULE, {{note, Time}, lists:flatten(io_lib:format(Format, Arguments))}).

%% The number of the next incarnation.
next(Name) ->
    ets:update_counter(?MODULE, {count, Name}, 1, {{count, Name}, 0}).

%% A process belongs to a name from its first moment, and is an incarnation when it is up.
belongs(Pid, Name) ->
    ets:insert(?MODULE, {{name, Pid}, Name}).

born(Pid, Name, Number) ->
    belongs(Pid, Name),
    ets:insert(?MODULE, {{incarnation, Pid}, {Name, Number}}),
    ets:insert(?MODULE, {{newest, Name}, Pid}),
    note("start ~s ~b", [Name, Number]).

%% All there is to tell since the last time, as {Time, Line}. What came before something told now may be told later.
take() ->
    Delivered = erlang:trace_delivered(all),
    receive {trace_delivered, all, Delivered} -> ok end,
    [{tracer, Tracer}] = ets:lookup(?MODULE, tracer),
    Tracer ! {exits, self()},
    receive {exits, Exits} -> ok end,
    [note_at(Time, "exit ~s ~b ~w", [Name, Number, Reason])
     || {Pid, Reason, Time} <- Exits, {_, {Name, Number}} <- ets:lookup(?MODULE, {incarnation, Pid})],
    Times = [Time || [Time] <- ets:match(?MODULE, {{note, '$1'}, '_'})],
    [begin [{_, Line}] = ets:take(?MODULE, {note, Time}), {Time, Line} end || Time <- Times].

definitions() ->
    ets:lookup_element(?MODULE, definitions, 2).

name(Pid) ->
    ets:lookup_element(?MODULE, {name, Pid}, 2).

numbered(Pid) ->
    {Name, Number} = ets:lookup_element(?MODULE, {incarnation, Pid}, 2),
    lists:flatten(io_lib:format("~s#~b", [Name, Number])).

%% The newest process of this name, dead or alive.
newest(Name) ->
    case ets:lookup(?MODULE, {newest, Name}) of
        [{_, Pid}] -> {ok, Pid};
        [] -> none
    end.

%% The living process of this name.
pid(Name) ->
    case newest(Name) of
        {ok, Pid} -> case is_process_alive(Pid) of true -> {ok, Pid}; false -> none end;
        none -> none
    end.

%% A handler of logger's.
log(#{msg := {report, #{label := {supervisor, Context}, report := Report}}}, _) ->
    {_, Offender} = lists:keyfind(offender, 1, Report),
    {_, Reason} = lists:keyfind(reason, 1, Report),
    note("report ~s ~s ~s ~w", [name(self()), Context, child(Offender), Reason]);
log(_, _) ->
    ok.

%% The children of a dynamic supervisor have no ids, but have been processes.
child(Offender) ->
    case lists:keyfind(id, 1, Offender) of
        {_, undefined} ->
            case lists:keyfind(pid, 1, Offender) of
                {_, {restarting, Pid}} -> name(Pid);
                {_, Pid} -> name(Pid)
            end;
        {_, Id} -> Id
    end.
