%% Supervisors as scenarios define them: OTP's own, and Elixir's for children that come and go.
-module(otp_sup).
-behaviour(supervisor).
-export([start/1, call/3, children/1, count/1]).
-export([init/1]).

start(Name) ->
    came_up(Name, case is_dynamic(Name) of
                      false -> supervisor:start_link(?MODULE, Name);
                      true -> 'Elixir.DynamicSupervisor':start_link(?MODULE, Name, [])
                  end).

came_up(Name, {ok, Pid}) ->
    otp_journal:born(Pid, Name, otp_journal:next(Name)),
    {ok, Pid};
came_up(Name, Error) ->
    otp_journal:note("startfail ~s ~w", [Name, Error]),
    Error.

init(Name) ->
    otp_journal:belongs(self(), Name),
    Definitions = otp_journal:definitions(),
    Keys = otp_scenario:definition(Name, Definitions),
    case is_dynamic(Name) of
        false -> {ok, {flags(Keys), [spec(Child) || Child <- otp_scenario:children(Name, Definitions)]}};
        true -> {ok, dynamic_flags(Keys)}
    end.

flags(Keys) ->
    #{strategy => atom(strategy, Keys, "one_for_one"), intensity => number(intensity, Keys, "1"),
      period => number(period, Keys, "5"), auto_shutdown => atom(auto_shutdown, Keys, "never")}.

dynamic_flags(Keys) ->
    Flags = #{strategy => one_for_one, intensity => number(intensity, Keys, "3"), period => number(period, Keys, "5")},
    case Keys of
        #{max := Most} -> Flags#{max_children => list_to_integer(Most)};
        #{} -> Flags
    end.

%% The child spec of a definition. What it does not say is left to the supervisor's defaults.
spec(Name) ->
    Keys = otp_scenario:definition(Name, otp_journal:definitions()),
    Options = [{restart, fun list_to_existing_atom/1}, {significant, fun list_to_existing_atom/1},
               {shutdown, fun shutdown/1}],
    maps:merge(start_of(maps:get(kind, Keys), Name),
               maps:from_list([{Key, Read(maps:get(Key, Keys))} || {Key, Read} <- Options, maps:is_key(Key, Keys)])).

start_of(worker, Name) ->
    #{id => Name, start => {otp_worker, start, [Name]}};
start_of(_, Name) ->
    #{id => Name, start => {?MODULE, start, [Name]}, type => supervisor}.

shutdown("brutal_kill") -> brutal_kill;
shutdown("infinity") -> infinity;
shutdown(Millis) -> list_to_integer(Millis).

atom(Key, Keys, Default) ->
    list_to_existing_atom(otp_scenario:value(Key, Keys, Default)).

number(Key, Keys, Default) ->
    list_to_integer(otp_scenario:value(Key, Keys, Default)).

call(Supervisor, Verb, Child) ->
    case is_dynamic(otp_journal:name(Supervisor)) of
        false -> call_static(Supervisor, Verb, Child);
        true -> call_dynamic(Supervisor, Verb, Child)
    end.

call_static(Supervisor, start_child, Child) -> supervisor:start_child(Supervisor, spec(Child));
call_static(Supervisor, Verb, Child) -> supervisor:Verb(Supervisor, Child).

call_dynamic(Supervisor, start_child, Child) ->
    'Elixir.DynamicSupervisor':start_child(Supervisor, spec(Child));
call_dynamic(Supervisor, terminate_child, Child) ->
    NoChild = self(),
    Process = case otp_journal:newest(Child) of {ok, Pid} -> Pid; none -> NoChild end,
    'Elixir.DynamicSupervisor':terminate_child(Supervisor, Process).

count(Supervisor) ->
    case is_dynamic(otp_journal:name(Supervisor)) of
        false -> supervisor:count_children(Supervisor);
        true ->
            Counts = 'Elixir.DynamicSupervisor':count_children(Supervisor),
            [{Key, maps:get(Key, Counts)} || Key <- [specs, active, supervisors, workers]]
    end.

%% [{Id, Pid | undefined | restarting, Type}], in start order; by name where there is none.
children(Supervisor) ->
    case is_dynamic(otp_journal:name(Supervisor)) of
        false ->
            [{Id, Child, Type} || {Id, Child, Type, _} <- lists:reverse(supervisor:which_children(Supervisor))];
        true ->
            lists:sort([{id(Child), Child, Type}
                        || {_, Child, Type, _} <- 'Elixir.DynamicSupervisor':which_children(Supervisor)])
    end.

id(restarting) -> undefined;
id(Pid) -> otp_journal:name(Pid).

is_dynamic(Name) ->
    maps:get(kind, otp_scenario:definition(Name, otp_journal:definitions())) =:= dynamic_supervisor.
