package dev.espalier.runtime.system;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

import com.typesafe.config.Config;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;

/**
 * A Pekko dispatcher's threads, one virtual thread a task. Pekko's own virtual thread executor looks into the JDK's
 * internals, which a JVM has to be told to allow.
 */
public final class VirtualThreads extends ExecutorServiceConfigurator {

    /** Called by Pekko, with the dispatcher's configuration. */
    public VirtualThreads(Config config, DispatcherPrerequisites prerequisites) {
        super(config, prerequisites);
    }

    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory platformThreads) {
        return new ExecutorServiceFactory() {
            @Override
            public ExecutorService createExecutorService() {
                return Executors.newVirtualThreadPerTaskExecutor();
            }
        };
    }
}
