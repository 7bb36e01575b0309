import CBenchmarkPeers
import PacketCapture
import PacketWire
import Sightings
import Synchronization

/// DHCP frames a second out of a capture file, the way that `discover --read` and `listen --read` take.
struct CaptureBenchmark {
    /// How often each contender runs.
    let rounds: Int

    /// In the capture; a multiple of 20,000.
    let messages: Int

    /// Measures and prints.
    func run() async throws {
        let capture = try GeneratedCapture.make(messages: messages)
        let found: Result<Void, any Error>
        do {
            found = .success(try await race(capture))
        } catch {
            found = .failure(error)
        }
        try capture.remove()
        try found.get()
    }

    private func race(_ capture: GeneratedCapture) async throws {
        let contents = capture.contents
        Report.line(
            "DHCP: a capture of \(contents.messages.grouped) messages, \(contents.requests.grouped) REQUESTs, "
                + "\(contents.hostNames.grouped) with a name, \(contents.bridges.grouped) of bridges; \(rounds) rounds; "
                + "wanted: discover at most 1.25 x parser in C")
        let discover = DiscoverCommandLine()
        var ours: [Race.Contender] = [
            .init(name: "messages") { try await Self.messages(capture) },
            .init(name: "sightings") { try await Self.sightings(capture) },
        ]
        if let discover { ours.append(.init(name: "discover --read") { try discover.run(capture) }) }
        let race = Race(
            unit: "frames", work: contents.frames, compared: \.elapsed,
            peers: [
                .init(name: "libpcap alone") { try await Self.libpcap(capture) },
                .init(name: "parser in C") { try await Self.parser(capture) },
            ],
            ours: ours)
        try await race.run(rounds: rounds)
        Report.line("  peak memory of this process: \(ProcessUsage.now.peakMemory >> 20) MiB")
        if let discover {
            try discover.besideTshark(capture)
        } else {
            Report.line("  discover --read: skipped, no keyturn lies beside this program")
        }
    }

    private static func libpcap(_ capture: GeneratedCapture) async throws -> Lap {
        var frames: UInt64 = 0
        var isRead = false
        let lap = await Lap.measure { isRead = unsafe peer_count_frames(capture.path, nil, &frames) == 0 }
        guard isRead else { throw WrongCount(description: unsafe String(cString: peer_reason())) }
        try WrongCount.check("libpcap", Int(frames), is: capture.contents.frames)
        return lap
    }

    private static func parser(_ capture: GeneratedCapture) async throws -> Lap {
        var counts = peer_counts()
        var isRead = false
        let lap = await Lap.measure { isRead = unsafe peer_parse_dhcp(capture.path, nil, &counts) == 0 }
        guard isRead else { throw WrongCount(description: unsafe String(cString: peer_reason())) }
        try WrongCount.check("the parser in C", DHCPCounts(counts), is: capture.contents)
        return lap
    }

    private static func messages(_ capture: GeneratedCapture) async throws -> Lap {
        let counts = Mutex(DHCPCounts())
        let lap = try await Lap.measure {
            try await listener(capture).messages { heard in
                guard case .v4(let frame) = heard.packet else { return }
                counts.withLock { $0.add(frame.message, frame: heard.number) }
            }
        }
        try WrongCount.check("messages", counts.withLock(\.self), is: capture.contents)
        return lap
    }

    private static func sightings(_ capture: GeneratedCapture) async throws -> Lap {
        var count = 0
        let lap = try await Lap.measure {
            for try await _ in try listener(capture).sightings() { count += 1 }
        }
        try WrongCount.check("sightings", count, is: capture.contents.bridges)
        return lap
    }

    private static func listener(_ capture: GeneratedCapture) throws -> LeaseListener {
        LeaseListener(try ReplayCapture(reading: capture.path, carrying: LeaseListener.carries))
    }
}
