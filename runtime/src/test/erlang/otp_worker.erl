%% A worker that starts and stops as its scenario says.
-module(otp_worker).
-behaviour(gen_server).
-export([start/1, crash/2]).
-export([init/1, handle_call/3, handle_cast/2, terminate/2]).

-record(worker, {name, number, manners, on_its_own = false}).

start(Name) ->
    Keys = otp_scenario:definition(Name, otp_journal:definitions()),
    Number = otp_journal:next(Name),
    start(outcome(Number, Keys), #worker{name = Name, number = Number, manners = manners(Keys)}).

start({failfun, Reason}, Worker) ->
    note("failfun ~s ~b ~w", Worker, [Reason]),
    {error, Reason};
start(badret, Worker) ->
    note("badret ~s ~b", Worker, []),
    foo;
start(throw, Worker) ->
    note("throw ~s ~b", Worker, []),
    throw(oops);
start(Outcome, Worker) ->
    gen_server:start_link(?MODULE, {Outcome, Worker}, []).

crash(Pid, Reason) ->
    gen_server:cast(Pid, {crash, Reason}).

outcome(Number, Keys) ->
    Outcomes = string:split(otp_scenario:value(start, Keys, "ok"), ",", all),
    case length(Outcomes) >= Number of
        true -> term(lists:nth(Number, Outcomes));
        false -> term(otp_scenario:value(then, Keys, "ok"))
    end.

manners(Keys) ->
    term(otp_scenario:value(stop, Keys, "clean")).

%% kind:term, or just a kind.
term(Text) ->
    case string:split(Text, ":") of
        [Kind, Term] -> {list_to_atom(Kind), otp_scenario:reason(Term)};
        [Kind] -> list_to_atom(Kind)
    end.

init({ok, Worker = #worker{name = Name, number = Number, manners = Manners}}) ->
    process_flag(trap_exit, Manners =/= notrap),
    otp_journal:born(self(), Name, Number),
    {ok, Worker};
init({ignore, Worker}) ->
    note("ignore ~s ~b", Worker, []),
    ignore;
init({{fail, Reason}, Worker}) ->
    note("initfail ~s ~b ~w", Worker, [Reason]),
    {stop, Reason};
init({{crash, Reason}, Worker}) ->
    note("initfail ~s ~b ~w", Worker, [Reason]),
    exit(Reason).

handle_call(_, _, Worker) ->
    {noreply, Worker}.

handle_cast({crash, Reason}, Worker) ->
    {stop, Reason, Worker#worker{on_its_own = true}}.

terminate(Reason, Worker = #worker{manners = Manners, on_its_own = OnItsOwn}) ->
    note("terminate ~s ~b ~w", Worker, [Reason]),
    case Manners of
        hang when not OnItsOwn -> timer:sleep(infinity);
        {slow, Millis} when not OnItsOwn -> timer:sleep(Millis);
        {reason, Other} -> exit(Other);
        _ -> ok
    end.

note(Format, #worker{name = Name, number = Number}, More) ->
    otp_journal:note(Format, [Name, Number | More]).
