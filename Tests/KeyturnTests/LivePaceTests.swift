import TestKit
import Testing

@Suite("How fast a live capture is", .timeLimit(.minutes(2)))
struct LivePaceTests {
    private static let needsLab: any TestTrait & SuiteTrait = .enabled(
        if: NetworkLab.unavailable == nil, "\(NetworkLab.unavailable ?? "")")
    private static let needsPython: any TestTrait & SuiteTrait = .enabled(
        if: ChildProcess.path(of: "python3") != nil, "no python3 to send raw frames")

    /// Sends frames to a `listen` in another namespace and tells what it printed of them: first one after the other,
    /// with the median time from the sending to the line, then many without a gap.
    private static let sender = """
        import select, socket, statistics, subprocess, sys, time
        space, program, count, frame = sys.argv[1], sys.argv[2], int(sys.argv[3]), bytes.fromhex(sys.argv[4])
        link = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
        link.bind(("eth0", 0))
        watcher = subprocess.Popen(["ip", "netns", "exec", space, program, "listen", "--json", "--interface", "eth0"],
                                   stdout=subprocess.PIPE)
        def send(number):
            link.send(frame[:46] + number.to_bytes(4, "big") + frame[50:])
        # A frame that is sent before the watcher listens is nobody's: the last of these is waited for.
        while not select.select([watcher.stdout], [], [], 0.1)[0]: send(0xFFFFFFFF)
        send(0xFFFFFFFE)
        while b'"0xfffffffe"' not in watcher.stdout.readline(): pass
        times = []
        for number in range(100):
            start = time.monotonic()
            send(number)
            while b'"0x%08x"' % number not in watcher.stdout.readline(): pass
            times.append(time.monotonic() - start)
            time.sleep(0.01)
        for number in range(1000, 1000 + count): send(number)
        send(999)
        lines = 0
        while b'"0x000003e7"' not in watcher.stdout.readline(): lines += 1
        watcher.terminate()
        print(int(statistics.median(times) * 1e6), lines)
        """

    @Test(
        "A line is printed soon after its frame was sent, and of a burst without a gap nothing is lost", needsLab,
        needsPython)
    func pace() async throws {
        let burst = 2000
        try await NetworkLab.run { lab in
            let frame = Frames.request("Nuki_Bridge_1A2B3C4D", "192.168.77.77")
            let hex = frame.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            let watcher = lab.namespace(of: .watcher)
            let sender = try lab.start(
                "python3", ["-c", Self.sender, watcher, KeyturnBinary.path, String(burst), hex], on: .client)
            var words: [Int] = []
            for await line in sender.output { words = line.split(separator: " ").compactMap { Int($0) } }
            #expect(await sender.exit() == .code(0))
            try #require(words.count == 2)
            print("listen: \(words[0]) us from the frame's sending to its line, in the median of 100")
            #expect(words[0] < 100_000)
            #expect(words[1] == burst)
        }
    }
}
