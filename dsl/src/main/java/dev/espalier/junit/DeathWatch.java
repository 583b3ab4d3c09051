package dev.espalier.junit;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Has a test end soon, and fail, when a machine of its goes down that nobody brought down; and so what comes before tests. */
final class DeathWatch implements InvocationInterceptor {

    @Override
    public void interceptBeforeAllMethod(Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> method, ExtensionContext test) throws Throwable {
        watch(invocation, test);
    }

    @Override
    public void interceptBeforeEachMethod(Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> method, ExtensionContext test) throws Throwable {
        watch(invocation, test);
    }

    @Override
    public void interceptTestMethod(Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method,
            ExtensionContext test) throws Throwable {
        watch(invocation, test);
    }

    @Override
    public void interceptTestTemplateMethod(Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> method, ExtensionContext test) throws Throwable {
        watch(invocation, test);
    }

    @Override
    public void interceptDynamicTest(Invocation<@Nullable Void> invocation, DynamicTestInvocationContext dynamic,
            ExtensionContext test) throws Throwable {
        watch(invocation, test);
    }

    private static void watch(Invocation<@Nullable Void> invocation, ExtensionContext test) throws Throwable {
        var machines = TestStore.of(test).machines();
        if (machines.isPresent()) {
            new WatchedCall(machines.get().cluster().unexpectedDeath()).make(invocation::proceed);
        } else {
            invocation.proceed();
        }
    }
}
