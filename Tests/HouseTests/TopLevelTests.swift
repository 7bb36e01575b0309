import Testing

@Suite("Top level")
struct TopLevelTests {
    @Test("The top level holds what it should and nothing else")
    func topLevel() throws {
        // Git, SwiftPM and editors bring these; .gitignore keeps them out of the project.
        let brought: Set = [".git", ".swiftpm", ".vscode", "Package.resolved"]
        let names = try House.names(in: ".").filter { !brought.contains($0) && !$0.hasPrefix(".build") }
        #expect(
            names == [
                ".ci", ".editorconfig", ".gitignore", ".swift-format", "LICENSE", "Package.swift", "README.md",
                "Sources", "Tests", "man",
            ])
    }

    @Test("README has two command blocks, and each installs all four libraries")
    func commands() throws {
        let blocks = try House.text("README.md").split(separator: "```sh\n").dropFirst().map {
            String($0.prefix { $0 != "`" })
        }
        let commands = blocks.filter { $0.contains("apt-get") }
        #expect(commands.count == 2)
        for command in commands {
            for package in ["libpcap-dev", "libcurl4-openssl-dev", "libsodium-dev", "libmosquitto-dev"] {
                #expect(command.contains(package), "\(command)")
            }
        }
        #expect(commands.first?.contains("swift run keyturn setup --demo") == true)
        #expect(commands.last?.contains("swift test") == true)
    }
}
