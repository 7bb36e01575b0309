import Entries
import Guidance
import HTTPTypes
import Hummingbird

/// A request that is not carried out: a status, and the words for it.
struct ControlRefusal: Error {
    let status: HTTPResponse.Status
    let fault: ControlFault
    var headers: HTTPFields = [:]

    init(_ status: HTTPResponse.Status, _ fault: ControlFault, headers: HTTPFields = [:]) {
        self.status = status
        self.fault = fault
        self.headers = headers
    }

    /// A path or a method that is not there.
    init(_ fault: ControlRoute.Fault) {
        switch fault {
        case .unknownPath: self.init(.notFound, ControlFault(.inputMissing, "Nothing is served at this path."))
        case .method(let allowed):
            self.init(
                .methodNotAllowed, ControlFault(.inputMissing, "This path is for \(allowed) alone."),
                headers: [.allow: allowed])
        }
    }

    /// A file of ours that cannot be read: nothing that the caller could change.
    init(_ error: ConfigurationError) {
        let diagnosis = Diagnosis(error)
        self.init(.internalServerError, ControlFault(diagnosis.id ?? .fileBad, diagnosis.what + "."))
    }

    static let foreignHost = ControlRefusal(
        .misdirectedRequest, ControlFault(.controlDenied, "The Host of the request is no name of this machine."))
    static let foreignOrigin = ControlRefusal(
        .forbidden, ControlFault(.controlDenied, "Requests from other web sites are not taken."))
    static let noToken = ControlRefusal(
        .unauthorized,
        ControlFault(.controlDenied, "A bearer token is missing, or it is none of those that are known."),
        headers: [.wwwAuthenticate: "Bearer realm=\"keyturn\""])
    static let notJSON = ControlRefusal(
        .unsupportedMediaType, ControlFault(.inputMissing, "The Content-Type has to be application/json."))
    static let tooLong = ControlRefusal(
        .contentTooLarge, ControlFault(.inputMissing, "The body is longer than \(ControlResponder.longestBody) bytes."))
    static let unknownDevice = ControlRefusal(
        .notFound, ControlFault(.inputMissing, "No bridge lists a device of this type and id."))
    static let ambiguousDevice = ControlRefusal(
        .conflict,
        ControlFault(.deviceAmbiguous, "Several bridges list this device: add ?bridge= and the id of one of them."))
}
