%% Seconds that pass only when told to, for modules that would ask the real clock.
-module(otp_clock).
-export([start/0, rewind/0, advance/1, seconds/0, govern/1]).

start() ->
    persistent_term:put(?MODULE, counters:new(1, [])).

rewind() ->
    counters:put(persistent_term:get(?MODULE), 1, 0).

advance(Seconds) ->
    counters:add(persistent_term:get(?MODULE), 1, Seconds).

seconds() ->
    counters:get(persistent_term:get(?MODULE), 1).

%% Loads the module anew with its one question for the time, in whole seconds, addressed to this clock.
govern(Module) ->
    {ok, {Module, [{abstract_code, {raw_abstract_v1, Forms}}]}} =
        beam_lib:chunks(code:which(Module), [abstract_code]),
    {Governed, 1} = redirect(Forms, 0),
    {ok, Module, Binary} = compile:forms(Governed, []),
    code:unstick_mod(Module),
    code:purge(Module),
    {module, Module} = code:load_binary(Module, atom_to_list(Module), Binary),
    ok.

redirect({call, Line, {remote, _, {atom, _, erlang}, {atom, _, monotonic_time}}, [{_, _, 1}]}, Count) ->
    {{call, Line, {remote, Line, {atom, Line, ?MODULE}, {atom, Line, seconds}}, []}, Count + 1};
redirect(Form, Count) when is_tuple(Form) ->
    {Parts, Sum} = redirect(tuple_to_list(Form), Count),
    {list_to_tuple(Parts), Sum};
redirect([Head | Tail], Count) ->
    {NewHead, Sum} = redirect(Head, Count),
    {NewTail, Total} = redirect(Tail, Sum),
    {[NewHead | NewTail], Total};
redirect(Form, Count) ->
    {Form, Count}.
