import Glibc
import Linux
import NukiDomain
import TestKit
import Testing

@Suite("What this machine tells of itself")
struct MachineTests {
    @Test("The kernel says by which address it would go, and sends nothing")
    func route() throws {
        #expect(try OwnAddress.towards("127.0.0.1") == "127.0.0.1")
        #expect(try OwnAddress.towards("127.0.0.77") == "127.0.0.1")
        #expect(throws: SystemError("getaddrinfo", number: EINVAL)) { try OwnAddress.towards("localhost") }
    }

    @Test("A port is free or not")
    func ports() throws {
        let server = try RawServer { _ in }
        #expect(try !OwnAddress.isFree(port: server.endpoint.port.rawValue, at: "127.0.0.1"))
        #expect(try OwnAddress.isFree(port: server.endpoint.port.rawValue, at: "127.0.0.77"))
        #expect(throws: SystemError("bind", number: EADDRNOTAVAIL)) {
            try OwnAddress.isFree(port: 0, at: "192.0.2.77")
        }
        withExtendedLifetime(server) {}
    }

    @Test("Names are looked up by the C library")
    func names() throws {
        #expect(try NameLookup.addresses(of: "127.0.0.1") == ["127.0.0.1"])
        #expect(throws: NameLookupError.self) { try NameLookup.addresses(of: "no..name") }
        #expect(try !NameLookup.ownName.isEmpty)
    }

    @Test("The program's file is found")
    func program() throws {
        #expect(try FileStatus.of(OwnProgram.path)?.isFolder == false)
        #expect(try KeyturnBinary.path.hasPrefix(FilePath.folder(of: OwnProgram.path)))
    }

    @Test("A look at a lock says who has it, and neither makes nor changes the file")
    func lock() throws {
        let folder = try TemporaryFolder()
        let path = folder("lock")
        try FileLock.checkFree(path)
        #expect(try folder.tree() == [:])
        do {
            let held = try FileLock(path)
            #expect(throws: FileLockError.busy(holder: getpid())) { try FileLock.checkFree(path) }
            try held.leave("a word")
        }
        let before = try folder.tree()
        try FileLock.checkFree(path)
        #expect(try folder.tree() == before)
        let again = try FileLock(path)
        #expect(again.lastWord == "a word")
    }
}

@Suite("Other programs")
struct ChildProgramTests {
    @Test("A program's end is told by its code or its signal, and that there is none")
    func end() throws {
        #expect(try ChildProgram.run("sh", ["-c", "exit 7"]) == 7)
        #expect(try ChildProgram.run("sh", ["-c", "kill -9 $$"]) == 137)
        #expect(try ChildProgram.run("keyturn-no-such-program", []) == nil)
    }

    @Test("It has nothing to read, and a word is one word")
    func words() throws {
        #expect(try ChildProgram.run("sh", ["-c", "! read line && [ \"$1\" = 'a  b' ]", "sh", "a  b"]) == 0)
    }
}
