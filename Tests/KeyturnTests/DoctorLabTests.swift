import Glibc
import Linux
import TestKit
import Testing

@Suite("doctor on a live network", .timeLimit(.minutes(2)))
struct DoctorLabTests {
    @Test("DHCP that comes in is counted", LiveTests.needsLab)
    func heard() async throws {
        try await NetworkLab.run { lab in
            let sender = try await lab.sender(on: .client)
            let outcome = try await Self.doctor(lab) { try sender.send(Frames.request("a-printer", "192.168.77.77")) }
            let check = try outcome.check("interface.eth0")
            #expect(check["state"] == "ok")
            let words = try #require(check["what"]?.text)
            #expect(words.hasPrefix("eth0 is up with 192.168.77.2: "))
            #expect(words.contains("of DHCP"))
        }
    }

    @Test("What this machine sends itself does not count", LiveTests.needsLab)
    func own() async throws {
        try await NetworkLab.run { lab in
            let sender = try await lab.sender(on: .watcher)
            let outcome = try await Self.doctor(lab) { try sender.send(Frames.request("a-printer", "192.168.77.77")) }
            #expect(try outcome.check("interface.eth0")["what"]?.text?.contains("of DHCP") == false)
        }
    }

    @Test("An interface without an address, and one that is off, are warnings with a way out", LiveTests.needsLab)
    func useless() async throws {
        try await NetworkLab.run { lab in
            try await lab.ip("addr flush dev eth0", on: .watcher)
            let bare = try await Self.doctor(lab).check("interface.eth0")
            #expect(bare["state"] == "warning")
            #expect(bare["what"]?.text?.hasPrefix("eth0 has no IPv4 address") == true)
            try await lab.ip("link set eth0 down", on: .watcher)
            let outcome = try await Self.doctor(lab)
            let off = try outcome.check("interface.eth0")
            #expect(off["what"] == "eth0 is switched off")
            #expect(off["fix"]?.text?.hasSuffix("sudo ip link set eth0 up") == true)
            #expect(try outcome.check("capture.packets")["error"] == "KT-CAP-DOWN")
        }
    }

    @Test("A bridge for containers is left out and no warning", LiveTests.needsLab)
    func containers() async throws {
        try await NetworkLab.run { lab in
            try await lab.ip("link add docker0 type bridge", on: .watcher)
            try await lab.ip("link set docker0 up", on: .watcher)
            let check = try await Self.doctor(lab).check("interface.docker0")
            #expect(check["state"] == "ok")
            #expect(check["what"]?.text?.contains("left out") == true)
        }
    }

    /// Runs it on the watcher; `meanwhile` is done again and again until it ends.
    private static func doctor(
        _ lab: NetworkLab, meanwhile: @escaping @Sendable () throws -> Void = {}
    ) async throws -> JSONValue {
        let keyturn = try KeyturnBinary()
        let child = try lab.start(
            KeyturnBinary.path, ["doctor", "--json", "--config", keyturn.home("config")], on: .watcher,
            environment: ["HOME": keyturn.home.path])
        let noise = Task {
            while !Task.isCancelled {
                try meanwhile()
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        defer { noise.cancel() }
        let output = await child.output.reduce(into: "") { $0 += $1 }
        #expect(await child.exit() == .code(0), "a bridge may be reached by another way")
        return try JSONValue(parsing: output)
    }
}
