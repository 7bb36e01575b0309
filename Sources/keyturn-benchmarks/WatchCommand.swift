import ArgumentParser
import CBenchmarkPeers

/// The loop in C that ``LiveCommand`` holds `listen` against: a line for every DHCP message on an interface.
struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "watch", shouldDisplay: false)

    @Argument var interface: String

    func run() throws {
        unsafe peer_watch_dhcp(interface)
        throw WrongCount(description: unsafe String(cString: peer_reason()))
    }
}
