package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtpScenarioParserTest {

    private static final List<String> TREE = List.of("sup root auto_shutdown=never", "child root w0 start=ok,fail:no",
            "child root w1", "sup s1 parent=root", "child s1 w2 dynamic=yes");

    @Test
    void definitionsKeepTheirOrder() throws MalformedScenario {
        assertThat(OtpScenarioParser.parse(TREE).definitions().keySet())
                .containsExactly("root", "w0", "w1", "s1", "w2");
    }

    /** Of the root, of a supervisor below it, and of one below that which is not restarted any more. */
    static final List<List<String>> CONTRADICTIONS = List.of(
            List.of("sup root auto_shutdown=any_significant", "child root w0 significant=true", "shutdown root"),
            List.of("sup root", "child root w0", "sup s1 parent=root", "child s1 w1",
                    "child s1 w2 restart=transient significant=true", "shutdown root"),
            List.of("sup root", "sup s1 parent=root restart=temporary", "sup s2 parent=s1 significant=true",
                    "child s2 w2", "count root", "shutdown root"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "child root w3 restart=often | 'restart=often' is no key with a value it may have",
            "child root w3 intensity=3   | 'intensity=3' is no key with a value it may have",
            "child root w3 start=ok,     | 'start=ok,' is no key with a value it may have",
            "child root w3 stop=slow     | 'stop=slow' is no key with a value it may have",
            "child w0 w3                 | w0 is no supervisor",
            "child nobody w3             | 'nobody' is not defined so far",
            "child root w1               | w1 is defined twice",
            "sup s2                      | the supervisor root, and nothing else, has no parent",
            "crash s1 boom               | s1 is a supervisor",
            "crash w0                    | 'crash' takes 2 words",
            "crash2 w0 w2 boom           | w0 and w2 are no siblings",
            "batch root w0 boom crash:w1 | 'crash:w1' is no request",
            "batch root w0 boom count:w1 | 'count' takes 1 words",
            "tick soon                   | 'soon' is no number of seconds",
            "start_child root w9         | 'w9' is not defined so far",
            "sleep 5                     | 'sleep' is neither a definition nor an event"})
    void whatCannotBePlayedIsRefusedWithItsLine(String line, String problem) {
        List<String> lines = new ArrayList<>(TREE);
        lines.add(line);

        assertThatThrownBy(() -> OtpScenarioParser.parse(lines)).isInstanceOf(MalformedScenario.class)
                .hasMessageContaining("line 6: " + problem);
    }

    @Test
    void aSupervisorThatCannotStartWithItsChildrenIsPlayed() throws MalformedScenario {
        assertThat(OtpPlayer.play(OtpScenarioParser.parse(CONTRADICTIONS.getFirst()), CoreStage::new)).containsExactly(
                "> start_link root",
                "  = {error,{start_spec,{bad_combination,[{restart,permanent},{significant,true}]}}}",
                "  startfail root {error,{start_spec,{bad_combination,[{restart,permanent},{significant,true}]}}}",
                "  END root gone",
                "  ROOT EXIT {start_spec,{bad_combination,[{restart,permanent},{significant,true}]}}");
    }

    @Test
    void aCallMayBeAboutAChildThatNobodyKnows() throws MalformedScenario {
        List<String> lines = new ArrayList<>(TREE);
        lines.addAll(List.of("terminate_child root w9", "shutdown root"));

        assertThat(OtpPlayer.play(OtpScenarioParser.parse(lines), CoreStage::new)).contains("  = {error,not_found}");
    }
}
