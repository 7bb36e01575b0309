import Entries
import FoundationEssentials
import Glibc
import Linux
import TestKit
import Testing

@Suite("A file of the state folder with one value")
struct JournalFileTests {
    private let folder: TemporaryFolder
    private let file: JournalFile<[String: Int]>

    init() throws {
        folder = try TemporaryFolder()
        file = JournalFile("numbers.json", in: try Sample.locations(folder))
    }

    @Test("it holds what was written last, for its owner alone")
    func written() throws {
        #expect(try file.read() == nil)
        try file.write(["a": 1])
        try file.write(["b": 2])
        #expect(try file.read() == ["b": 2])
        #expect(try folder.tree().keys.sorted() == ["config/", "config/state/", "config/state/numbers.json"])
        #expect(try FileStatus.of(file.path)?.mode == 0o600)
    }

    @Test("a time comes back as it was written, to the second")
    func time() throws {
        let file = JournalFile<Date>("time.json", in: try Sample.locations(folder))
        try file.write(Sample.date)
        #expect(try folder.text(of: "config/state/time.json")?.contains("2026-08-22T09:31:22Z") == true)
        #expect(try file.read() == Sample.date)
        try folder.write(#"{"schema":1,"value":"yesterday"}"#, to: "config/state/time.json")
        #expect(throws: ConfigurationError.self) { try file.read() }
    }

    @Test("removing it leaves no folder behind that it made, and takes no other file along")
    func removal() throws {
        try file.write(["a": 1])
        try file.remove()
        #expect(try folder.tree().keys.sorted() == ["config/"])
        try file.remove()
        try folder.write("mine", to: "config/state/other.json")
        try file.write(["a": 1])
        try file.remove()
        #expect(try folder.tree()["config/state/other.json"] == "mine")
    }

    @Test("what a killed writer left goes with the next writing")
    func litter() throws {
        try folder.write("{\"half", to: "config/state/.numbers.json.new-abc")
        try file.write(["a": 1])
        #expect(try FileSystem.names(in: folder("config/state")) == ["numbers.json"])
    }

    @Test("a process that is killed while it writes, again and again, leaves one value or the other")
    func killed() async throws {
        let path = folder.path
        try file.write(["value": 0])
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let locations = try Locations(LocationFacts(configFlag: "\(path)/config", user: 1000))
            let file = JournalFile<[String: Int]>("numbers.json", in: locations)
            _ = try JoinedThread(named: "killer") {
                usleep(30_000)
                kill(getpid(), SIGKILL)
            }
            for number in 1...1_000_000 { try file.write(["value": number]) }
        }
        #expect(try #require(try file.read()?["value"]) >= 0)
        try file.remove()
        #expect(try folder.tree().keys.sorted() == ["config/"])
    }

    @Test(
        "a file that cannot be understood is an error and stays",
        arguments: ["", "{}", #"{"schema":2,"value":{}}"#, #"{"schema":1,"value":7}"#])
    func unreadable(_ text: String) throws {
        try folder.write(text, to: "config/state/numbers.json")
        #expect(throws: ConfigurationError.self) { try file.read() }
        #expect(try folder.text(of: "config/state/numbers.json") == text)
    }
}
