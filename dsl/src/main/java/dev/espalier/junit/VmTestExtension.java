package dev.espalier.junit;

import java.nio.file.Path;
import java.util.List;

import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageCache;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstances;

/** When machines are opened, started, restored and told of. */
final class VmTestExtension
        implements
            ExecutionCondition,
            BeforeAllCallback,
            BeforeEachCallback,
            AfterTestExecutionCallback,
            AfterEachCallback,
            AfterAllCallback {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return context.getTestMethod().isPresent()
                ? ConditionEvaluationResult.enabled("its class is")
                : reader(context).whyDisabled()
                        .map(ConditionEvaluationResult::disabled)
                        .orElseGet(() -> ConditionEvaluationResult.enabled("its machines can run"));
    }

    private static WantedReader reader(ExtensionContext context) {
        return new WantedReader(context.getRequiredTestClass(),
                context.getConfigurationParameter("espalier.backend").orElse(NodeSpec.DEFAULT_BACKEND));
    }

    private static ImageCache images(ExtensionContext context) {
        return context.getConfigurationParameter("espalier.cache")
                .map(directory -> new ImageCache(Path.of(directory)))
                .orElseGet(ImageCache::ofUser);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        var store = TestStore.of(context);
        var reader = reader(context);
        var wanted = reader.read();
        if (wanted.isPresent()) {
            store.put(wanted.get());
            open(context, wanted.get());
        } else {
            store.wanted().ifPresent(reader::requireNoMoreThan);
        }
        store.machines().ifPresent(machines -> {
            new MachineFields(context.getRequiredTestClass()).giveStatic(machines.cluster());
            giveInstances(context);
        });
    }

    private static void open(ExtensionContext context, Wanted wanted) throws Exception {
        switch (wanted.scope()) {
            case METHOD -> TestStore.of(context).lendNone();
            case CLASS -> TestStore.of(context).open(wanted, images(context)).start();
            case SESSION -> {
                var shared = TestStore.of(context.getRoot()).shared(wanted, images(context));
                TestStore.of(context).lend(shared);
                shared.start();
            }
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        var store = TestStore.of(context);
        var wanted = store.wanted().orElseThrow();
        switch (wanted.scope()) {
            case METHOD -> store.open(wanted, images(context)).start();
            case CLASS, SESSION -> {
            }
        }
        var machines = store.machines().orElseThrow();
        machines.requireAlive();
        var turn = machines.turn();
        if (turn.isPresent()) {
            store.put(turn.get());
            machines.clean();
        }
        giveInstances(context);
    }

    private static void giveInstances(ExtensionContext context) {
        for (var instance : context.getTestInstances().map(TestInstances::getAllInstances).orElse(List.of())) {
            TestStore.machinesOf(instance, context)
                    .ifPresent(machines -> new MachineFields(instance.getClass()).giveOf(instance,
                            machines.cluster()));
        }
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        explain(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        explain(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        explain(context);
    }

    private static void explain(ExtensionContext context) {
        var machines = TestStore.of(context).machines();
        var failure = context.getExecutionException();
        if (machines.isPresent() && failure.isPresent()) {
            new Explanation(context, machines.get()).of(failure.get());
        }
    }
}
