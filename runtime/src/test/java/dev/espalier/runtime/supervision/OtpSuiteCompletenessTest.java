package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What of OTP's own supervisor suite is tested here, and why the rest is not. */
class OtpSuiteCompletenessTest {

    /** All cases of OTP 25's suite. */
    private static final Set<String> CASES = cases("""
            sup_start_normal sup_start_ignore_init sup_start_ignore_child sup_start_ignore_temporary_child
            sup_start_ignore_temporary_child_start_child sup_start_ignore_temporary_child_start_child_simple
            sup_start_ignore_permanent_child_start_child_simple sup_start_error_return sup_start_fail
            sup_start_child_returns_error sup_start_restart_child_returns_error sup_start_child_returns_error_simple
            sup_start_map sup_start_map_simple sup_start_map_faulty_specs
            sup_stop_infinity sup_stop_timeout sup_stop_timeout_dynamic sup_stop_brutal_kill
            sup_stop_brutal_kill_dynamic sup_stop_race sup_stop_non_shutdown_exit_dynamic
            child_adm child_adm_simple extra_return child_specs child_specs_map sup_flags multiple_restarts
            permanent_normal transient_normal temporary_normal
            permanent_shutdown transient_shutdown temporary_shutdown faulty_application_shutdown
            permanent_abnormal transient_abnormal temporary_abnormal temporary_bystander
            one_for_one one_for_one_escalation
            one_for_all one_for_all_escalation one_for_all_other_child_fails_restart
            simple_one_for_one simple_one_for_one_shutdown simple_one_for_one_extra simple_one_for_one_corruption
            simple_one_for_one_escalation
            rest_for_one rest_for_one_escalation rest_for_one_other_child_fails_restart
            nonsignificant_temporary nonsignificant_transient significant_temporary significant_transient
            significant_simple significant_bystander significant_escalation
            significant_upgrade_never_any significant_upgrade_any_never significant_upgrade_never_all
            significant_upgrade_all_never significant_upgrade_any_all significant_upgrade_all_any
            significant_upgrade_child
            child_unlink tree count_children count_children_supervisor count_restarting_children get_callback_module
            do_not_save_start_parameters_for_temporary_children do_not_save_child_specs_for_temporary_children
            simple_one_for_one_scale_many_temporary_children simple_global_supervisor
            hanging_restart_loop hanging_restart_loop_rest_for_one hanging_restart_loop_simple
            code_change code_change_map code_change_simple code_change_simple_map
            order_of_children scale_start_stop_many_children format_log_1 format_log_2
            """);

    private static final List<Class<?>> SUITES = List.of(OtpStartSuiteTest.class, OtpStopSuiteTest.class,
            OtpApiSuiteTest.class, OtpStrategySuiteTest.class, OtpDynamicSuiteTest.class,
            OtpRestartTypeSuiteTest.class, OtpSignificanceSuiteTest.class, OtpRestSuiteTest.class, SpecErrorTest.class,
            SupervisionEventTest.class);

    /** What there is nothing here to test with. */
    private static final Map<String, Set<String>> OUT = Map.of(
            "a JVM is not upgraded while it runs", cases("""
                    significant_upgrade_never_any significant_upgrade_any_never significant_upgrade_never_all
                    significant_upgrade_all_never significant_upgrade_any_all significant_upgrade_all_any
                    significant_upgrade_child code_change code_change_map code_change_simple code_change_simple_map
                    """),
            "a supervisor is made from a spec, not from a callback module", cases("get_callback_module"));

    @Test
    void everyCaseIsTestedOnceOrThereIsAReason() {
        assertThat(CASES).hasSize(88);
        Map<String, String> fates = new TreeMap<>();
        OUT.forEach((reason, cases) -> cases.forEach(name -> fates.put(name, reason)));
        assertThat(tested()).doesNotHaveDuplicates().doesNotContainAnyElementsOf(fates.keySet());
        tested().forEach(name -> fates.put(name, "tested"));
        assertThat(fates.keySet()).containsExactlyInAnyOrderElementsOf(CASES);
    }

    /** The names under which the suite's cases are tested. */
    private static List<String> tested() {
        List<String> names = new ArrayList<>();
        for (Class<?> suite : SUITES) {
            for (Method method : suite.getDeclaredMethods()) {
                if (method.isAnnotationPresent(DisplayName.class)) {
                    names.add(method.getAnnotation(DisplayName.class).value());
                }
            }
        }
        return names;
    }

    private static Set<String> cases(String names) {
        return new LinkedHashSet<>(Arrays.asList(names.strip().split("\\s+")));
    }
}
