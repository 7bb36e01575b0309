import Linux
import TestKit
import Testing

@Suite("kill -9 while the configuration is written", .timeLimit(.minutes(2)))
struct KillTests {
    /// As many as the project promises: the test takes as long as that needs, a few seconds.
    private static let kills = 1000

    @Test("entries, tokens and backup are old or new and whole after each of 1,000 kills at random moments")
    func kills() async throws {
        // A kill leaves alone what the kernel has, disk or no disk: there is no need to wait for one 10,000 times.
        let folder = try TemporaryFolder(in: "/dev/shm")
        let program = "\(FilePath.folder(of: KeyturnBinary.path))/kill-trial"
        let trial = try ChildProcess(program, [folder("config"), "\(Self.kills)"])
        var lines: [String] = []
        for await line in trial.output { lines.append(line) }
        #expect(await trial.exit() == .code(0), "\(lines)")
        let figures = try #require(lines.last).split { !$0.isNumber }.compactMap { Int($0) }
        try #require(figures.count == 3)
        #expect(figures[0] == Self.kills)
        // Without these nothing would have been tried.
        #expect(figures[1] > 10, "kills that cut a save short")
        #expect(figures[2] > 10, "saves that came through")
    }
}
