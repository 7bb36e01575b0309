import CTestKit
import Glibc
public import Linux

extension NetworkLab {
    /// Runs a body on a thread of its own inside a host's network; sockets and captures opened there stay there.
    public func within<Value: Sendable>(
        _ host: Host, _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        let path = "/run/netns/\(namespace(of: host))"
        return try await onOwnThread {
            let network = try Descriptor(opening: path, O_RDONLY)
            guard testkit_enter_network(network.number) == 0 else { throw SystemError.last("setns") }
            return try body()
        }
    }

    /// Sends whole frames from a host's `eth0`.
    public func sender(on host: Host) async throws -> FrameSender {
        try await within(host) { try FrameSender(on: "eth0") }
    }
}

/// Sends frames as they are, link layer and all.
public final class FrameSender: Sendable {
    private let descriptor: Descriptor

    init(on interface: String) throws(SystemError) {
        let number = unsafe testkit_frame_socket(interface)
        guard number >= 0 else { throw .last("packet socket on \(interface)") }
        descriptor = Descriptor(owning: number)
    }

    /// Sends one frame.
    public func send(_ frame: [UInt8]) throws(SystemError) { try descriptor.write(frame) }
}
