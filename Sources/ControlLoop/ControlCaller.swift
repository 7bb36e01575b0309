import Entries
import Guidance
import HTTPTypes
import NukiDomain

/// Who makes a request, and what it may do.
struct ControlCaller: Sendable {
    let asker: DeviceCommand.Asker
    let scopes: Set<APIScope>

    /// Whoever may open the socket's file may do everything.
    init(user: UInt32) {
        asker = .user(user)
        scopes = Set(APIScope.allCases)
    }

    init(_ token: APIToken) {
        asker = .token(token.name)
        scopes = token.scopes
    }

    func require(_ scope: APIScope) throws(ControlRefusal) {
        guard !scopes.contains(scope) else { return }
        throw ControlRefusal(.forbidden, ControlFault(.controlDenied, "This token is not good for \(scope.rawValue)."))
    }
}
