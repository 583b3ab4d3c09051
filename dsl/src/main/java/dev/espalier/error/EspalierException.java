package dev.espalier.error;

/** Something went wrong in a test or on its host. The message is for people and holds the evidence. */
public abstract sealed class EspalierException extends RuntimeException
        permits BootFailed, CapabilityDenied, CapabilityLost, ClusterFailed, CommandFailed, CommandLost,
        ConditionBroken, CopyFailed,
        EfiStoreFailed, FaultImpossible, HostNotReady, MachineDied, MachineNotRunning, MachineRebooted, MachineRestored,
        MachineRunning, MissingCapability, NotOnNetwork, PortUnavailable, QmpFailed, RebootNotAllowed, RestoreRefused,
        SeveralFailures, SnapshotFailed, ToolMissing, UnitFailed, WaitInVain, WaitTimedOut {
    private static final long serialVersionUID = 1;

    private final String message;

    EspalierException(String message) {
        super(message);
        this.message = message;
    }

    /** As {@link #getMessage}, which is never null here. */
    public String message() {
        return message;
    }
}
