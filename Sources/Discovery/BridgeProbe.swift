public import BridgeAPI

/// A look at an address without signing anything and without lighting a bridge's LED.
public enum BridgeProbe {
    /// What was seen.
    public enum Finding: Hashable, Sendable {
        /// It refuses an unsigned `/info` the way a bridge does.
        case bridge
        /// It answers, but not like a bridge; the text says how.
        case somethingElse(String)
        /// No answer came.
        case nothing(BridgeError)
    }

    /// Asks `/info` once, unsigned. A bridge answers 401, or 403 while its API is switched off, or 503 while busy;
    /// emulators answer 403 or 500.
    ///
    /// - Parameter busyIsBridge: a 503 counts as a bridge's refusal. Otherwise it is no answer: any server may say it.
    public static func look(_ client: BridgeClient, busyIsBridge: Bool = true) async -> Finding {
        do {
            return switch try await client.statusOfUnsignedInfo() {
            case 503 where !busyIsBridge: .nothing(.busy)
            case 401, 403, 500, 503: .bridge
            case 200: .somethingElse("it answered 200 to a request that a bridge refuses")
            case let status: .somethingElse("it answered \(status)")
            }
        } catch .notABridge(let how) {
            return .somethingElse(how)
        } catch {
            return .nothing(error)
        }
    }
}
