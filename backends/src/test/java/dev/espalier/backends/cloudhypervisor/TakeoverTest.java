package dev.espalier.backends.cloudhypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TakeoverTest {
    private static JsonNode json(String text) throws IOException {
        return CloudHypervisorPlan.JSON.readTree(text.replace('\'', '"'));
    }

    @Test
    @DisplayName("what was kept stays, with what came later and what nobody told, but for files, sockets and interfaces")
    void own() throws Exception {
        var kept = json(
                """
                {'cpus':{'boot_vcpus':4},'rng':{'src':'/dev/urandom'},'payload':{'kernel':'/k','initramfs':'/a/initrd'},
                 'disks':[{'id':'disk0','path':'/a/root.img','num_queues':1}],
                 'net':[{'id':'eth0','tap':'t1v1','mac':'1','host_mac':'h','mtu':1500}],'vsock':{'cid':3,'socket':'/a/v.sock'}}""");
        var own = json("""
                {'cpus':{'boot_vcpus':2},'payload':{'kernel':'/k','initramfs':'/b/initrd'},
                 'disks':[{'id':'disk0','path':'/b/root.img'}],
                 'net':[{'id':'eth0','tap':'t2v1','mac':'2'}],'vsock':{'cid':3,'socket':'/b/v.sock'}}""");
        assertThat(Takeover.of(kept, own)).isEqualTo(json("""
                {'cpus':{'boot_vcpus':4},'rng':{'src':'/dev/urandom'},'payload':{'kernel':'/k','initramfs':'/b/initrd'},
                 'disks':[{'id':'disk0','path':'/b/root.img','num_queues':1}],
                 'net':[{'id':'eth0','tap':'t2v1','mac':'2','mtu':1500}],'vsock':{'cid':3,'socket':'/b/v.sock'}}"""));
        assertThat(kept.at("/vsock/socket").asText()).as("what was kept").isEqualTo("/a/v.sock");
    }

    @ParameterizedTest
    @DisplayName("a machine with other disks or interfaces takes nothing over, and a configuration that is none is said to be so")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'net':[{'tap':'a'}]} | {'net':[{'tap':'a'},{'tap':'b'}]} | with another "net"
            {'net':[{'tap':'a'}]} | {} | with another "net"
            {} | {'disks':[{'path':'a'}]} | with another "disks"
            [] | {} | the snapshot's configuration is none
            """)
    void others(String kept, String own, String why) throws Exception {
        var theirs = json(kept);
        var mine = json(own);
        assertThatThrownBy(() -> Takeover.of(theirs, mine)).isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }
}
