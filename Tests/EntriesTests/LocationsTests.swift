import Entries
import Linux
import TestKit
import Testing

@Suite("Where files are")
struct LocationsTests {
    private static let anna = UserIdentity(name: "anna", user: 1000, group: 1000, home: "/home/anna")

    private func folders(_ facts: LocationFacts) throws -> [String] {
        let locations = try Locations(facts)
        return [locations.config, locations.state, locations.runtime]
    }

    @Test("a person's files are in the XDG folders")
    func person() throws {
        var facts = LocationFacts(environment: ["HOME": "/home/anna"], user: 1000)
        #expect(
            try folders(facts) == [
                "/home/anna/.config/keyturn", "/home/anna/.local/state/keyturn", "/home/anna/.local/state/keyturn/run",
            ])
        facts.environment = [
            "HOME": "/home/anna", "XDG_CONFIG_HOME": "/c/", "XDG_STATE_HOME": "/s", "XDG_RUNTIME_DIR": "/run/user/1000",
        ]
        #expect(try folders(facts) == ["/c/keyturn", "/s/keyturn", "/run/user/1000/keyturn"])
        facts.environment["XDG_CONFIG_HOME"] = "relative"
        #expect(try folders(facts)[0] == "/home/anna/.config/keyturn")
        facts.environment["XDG_CONFIG_HOME"] = ""
        #expect(try folders(facts)[0] == "/home/anna/.config/keyturn")
    }

    @Test("the user database tells the home that no variable does, and without either there is an error")
    func home() throws {
        #expect(try folders(LocationFacts(user: 1000, home: "/h"))[0] == "/h/.config/keyturn")
        #expect(throws: ConfigurationError.noHome) { try Locations(LocationFacts(user: 1000)) }
        #expect(try folders(LocationFacts(configFlag: "d", user: 1000)) == ["d", "d/state", "d/run"])
    }

    @Test("a folder that is asked for holds all three, unless they are set")
    func asked() throws {
        var facts = LocationFacts(configFlag: "/a/", environment: ["KEYTURN_CONFIG_DIR": "/b", "HOME": "/h"], user: 0)
        #expect(try folders(facts) == ["/a", "/a/state", "/a/run"])
        facts.isSystem = true
        #expect(try folders(facts)[0] == "/a")
        facts.environment["STATE_DIRECTORY"] = "/s1:/s2"
        facts.environment["RUNTIME_DIRECTORY"] = "/r"
        #expect(try folders(facts) == ["/a", "/s1", "/r"])
        facts = LocationFacts(environment: ["KEYTURN_CONFIG_DIR": "/b"], user: 1000)
        #expect(try folders(facts) == ["/b", "/b/state", "/b/run"])
    }

    @Test("root without sudo and the user keyturn have the machine's folders, which systemd may set")
    func machine() throws {
        let machine = ["/etc/keyturn", "/var/lib/keyturn", "/run/keyturn"]
        #expect(try folders(LocationFacts(environment: ["HOME": "/root"], user: 0)) == machine)
        #expect(try folders(LocationFacts(environment: ["HOME": "/"], user: 990, serviceUser: 990)) == machine)
        #expect(try folders(LocationFacts(environment: ["HOME": "/h"], user: 991, serviceUser: 990)) != machine)
        let set = ["CONFIGURATION_DIRECTORY": "/c", "STATE_DIRECTORY": "/s", "RUNTIME_DIRECTORY": "/r"]
        #expect(try folders(LocationFacts(environment: set, user: 0)) == ["/c", "/s", "/r"])
    }

    @Test("--system means the machine's folders, for anybody")
    func system() throws {
        let environment = ["KEYTURN_CONFIG_DIR": "/b", "CONFIGURATION_DIRECTORY": "/c", "HOME": "/home/anna"]
        for sudoer in [nil, Self.anna] {
            let facts = LocationFacts(isSystem: true, environment: environment, user: 0, sudoer: sudoer)
            #expect(try folders(facts) == ["/etc/keyturn", "/var/lib/keyturn", "/run/keyturn"])
        }
    }

    @Test("through sudo the folders are those of the person behind it")
    func sudo() throws {
        var facts = LocationFacts(environment: ["HOME": "/root"], user: 0, sudoer: Self.anna)
        #expect(
            try folders(facts) == [
                "/home/anna/.config/keyturn", "/home/anna/.local/state/keyturn", "/run/user/1000/keyturn",
            ])
        facts.environment["KEYTURN_CONFIG_DIR"] = "/b"
        #expect(try folders(facts)[0] == "/b")
    }

    @Test("the files lie in the configuration's folder")
    func files() throws {
        let facts = LocationFacts(configFlag: "/a", environment: ["CREDENTIALS_DIRECTORY": "/cred"], user: 0)
        let locations = try Locations(facts)
        #expect(locations.entries == "/a/entries.json")
        #expect(locations.tokens == "/a/tokens")
        #expect(locations.settings == "/a/settings.json")
        #expect(locations.credentials == "/cred")
    }

    @Test("the facts of this process name its user and home")
    func gathered() throws {
        let facts = try LocationFacts.gathered(configFlag: "/a", isSystem: false, environment: ["SUDO_UID": "0"])
        #expect(facts.user == UserIdentity.effectiveUser)
        #expect(facts.home == (try UserIdentity.numbered(facts.user)?.home))
        #expect(facts.sudoer == nil)
        let root = try #require(try UserIdentity.named("root"))
        #expect(root.user == 0 && root.group == 0 && root.home == "/root")
        #expect(try UserIdentity.named("no-such-user-here") == nil)
    }
}
