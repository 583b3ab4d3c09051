%% Scenarios as their files have them: definitions in start order, then events.
-module(otp_scenario).
-export([parse/1, children/2, definition/2, value/3, reason/1]).

-record(scenario, {definitions = [], events = []}).

%% {[{Name, #{kind, parent, Key => Value}}], [Event]} with names and keys as atoms and values as strings.
parse(Lines) ->
    #scenario{definitions = Definitions, events = Events} =
        lists:foldl(fun read/2, #scenario{}, [string:trim(Line) || Line <- Lines]),
    {lists:reverse(Definitions), lists:reverse(Events)}.

read("", Scenario) ->
    Scenario;
read(Line, Scenario) ->
    case string:split(Line, " ", all) of
        ["sup", Name | Keys] -> define(Name, supervisor, keys(Keys), Scenario);
        ["dynamic", Name | Keys] -> define(Name, dynamic_supervisor, keys(Keys), Scenario);
        ["child", Parent, Name | Keys] ->
            define(Name, worker, maps:put(parent, Parent, keys(Keys)), Scenario);
        Words -> Scenario#scenario{events = [{Line, Words} | Scenario#scenario.events]}
    end.

define(Name, Kind, Keys, Scenario = #scenario{definitions = Definitions}) ->
    Scenario#scenario{definitions = [{list_to_atom(Name), Keys#{kind => Kind}} | Definitions]}.

keys(Words) ->
    maps:from_list([begin [Key, Value] = string:split(Word, "="), {list_to_atom(Key), Value} end || Word <- Words]).

%% The names of those that a supervisor starts by itself, in start order.
children(Parent, Definitions) ->
    [Name || {Name, Keys} <- Definitions,
             value(parent, Keys, "") =:= atom_to_list(Parent), value(dynamic, Keys, "no") =:= "no"].

definition(Name, Definitions) ->
    {Name, Keys} = lists:keyfind(Name, 1, Definitions),
    Keys.

value(Key, Keys, Default) ->
    maps:get(Key, Keys, Default).

reason(Text) ->
    {ok, Tokens, _} = erl_scan:string(Text ++ "."),
    {ok, Reason} = erl_parse:parse_term(Tokens),
    Reason.
