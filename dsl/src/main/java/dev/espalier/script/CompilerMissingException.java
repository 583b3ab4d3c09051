package dev.espalier.script;

/** This Java runtime has no compiler, so it cannot run test scripts. */
public final class CompilerMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CompilerMissingException(String javaHome) {
        super("The Java runtime in " + javaHome + " has no compiler (module jdk.compiler), which test scripts need. "
                + "Use a JDK instead of a JRE, for example by pointing JAVA_HOME at one.");
    }
}
