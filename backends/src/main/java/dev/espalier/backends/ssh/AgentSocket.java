package dev.espalier.backends.ssh;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;

import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.BufferUtils;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** An agent that has private keys, and signs with them for whoever connects to its socket. Never forwarded to a host. */
final class AgentSocket extends AbstractAgentProxy {
    /** Longer than any agent's answer; what claims to be longer is none. */
    private static final int LONGEST = 256 * 1024;

    private final SocketChannel socket;

    private AgentSocket(SocketChannel socket) {
        super(null);
        this.socket = socket;
    }

    /** Connects to the agent that listens at {@code path} whenever it is wanted. */
    static SshAgentFactory at(Path path) {
        return new SshAgentFactory() {
            @Override
            public SshAgent createClient(Session session, FactoryManager manager) throws IOException {
                var socket = SocketChannel.open(StandardProtocolFamily.UNIX);
                try {
                    socket.connect(UnixDomainSocketAddress.of(path));
                } catch (IOException e) {
                    socket.close();
                    throw new IOException("no agent answers at " + path + ": " + e.getMessage(), e);
                }
                return new AgentSocket(socket);
            }

            @Override
            public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
                return List.of();
            }

            @Override
            public SshAgentServer createServer(ConnectionService service) throws IOException {
                throw new IOException("the agent is not forwarded");
            }
        };
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    protected synchronized Buffer request(Buffer request) throws IOException {
        Channels.newOutputStream(socket).write(request.array(), request.rpos(), request.available());
        var in = Channels.newInputStream(socket);
        var length = BufferUtils.getUInt(in.readNBytes(Integer.BYTES));
        if (length > LONGEST) {
            throw new IOException("the agent's answer is " + length + " bytes long");
        }
        var answer = in.readNBytes((int) length);
        if (answer.length < length) {
            throw new IOException("the agent has hung up");
        }
        return new ByteArrayBuffer(answer);
    }

    @Override
    public void close() throws IOException {
        try (socket) {
            super.close();
        }
    }
}
