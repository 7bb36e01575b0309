/// udhcpc on a laboratory's client.
public struct LabClient: Sendable {
    /// udhcpc itself; SIGUSR1 makes it renew.
    public let process: ChildProcess

    /// Waits for an event, `bound` or `renew`, and returns the address that it brought.
    public func word(after event: String) async throws -> String {
        var said: [String] = []
        for await line in process.output {
            if line.hasPrefix("\(event) ") { return String(line.dropFirst(event.count + 1)) }
            said.append(line)
        }
        for await line in process.errors { said.append(line) }
        throw NetworkLab.Failure(description: "udhcpc had no \(event): \(said.joined(separator: "\n"))")
    }
}
