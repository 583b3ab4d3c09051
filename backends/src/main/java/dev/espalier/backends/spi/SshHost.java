package dev.espalier.backends.spi;

import java.util.concurrent.CompletionStage;

/** That a machine is a host with an SSH server of its own, by which it is reached. */
public interface SshHost extends Capability {

    /**
     * What OpenSSH's client has to know to reach it as it is reached here.
     *
     * @param alias what the client is to call it, and what names of other hosts in the text begin with
     * @return the text of an {@code ssh_config} file
     */
    CompletionStage<String> clientConfiguration(String alias);
}
