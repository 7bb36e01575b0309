import CCurl
import Glibc
import Linux

// What holds libcurl's pointers: this and CurlMulti.swift. https://curl.se/libcurl/c/

/// One transfer of libcurl at a time; good for another when it is over.
@safe final class CurlTransfer {
    /// Tells transfers of one thread apart.
    typealias Identity = UInt

    /// libcurl's handle, for ``CurlMulti`` alone; it goes away with the transfer.
    let easy: UnsafeMutableRawPointer
    /// libcurl writes here what it has to say about a failure.
    private let remark: UnsafeMutableBufferPointer<CChar>
    private var answer = ReceivedAnswer(limit: 0)
    private var objector: Objector?
    /// What libcurl reads the request's own headers from.
    private var headers: UnsafeMutablePointer<curl_slist>?

    /// A transfer of nothing yet.
    init() throws(HTTPError) {
        guard let easy = libcurl.easy_init() else { throw .failed("libcurl has no memory for a transfer") }
        unsafe self.easy = unsafe easy
        unsafe remark = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe remark.initialize(repeating: 0)
    }

    deinit {
        unsafe libcurl.easy_cleanup(easy)
        unsafe libcurl.slist_free_all(headers)
        unsafe remark.deallocate()
    }

    var identity: Identity { unsafe UInt(bitPattern: easy) }

    /// Sets everything that the request needs, or says which option libcurl refused.
    ///
    /// - Parameter reader: gets the body of a 200 piece by piece, in place of the answer.
    func prepare(_ request: HTTPRequest, reader: TransferOrder.Reader?) throws(HTTPError) {
        answer = ReceivedAnswer(limit: request.limits.bodyBytes, reader: reader)
        unsafe remark[0] = 0
        try unsafe setPointer(CURLOPT_ERRORBUFFER, remark.baseAddress)
        try setText(CURLOPT_URL, request.url)
        try setText(CURLOPT_PROTOCOLS_STR, request.channel.scheme)
        try setLong(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        try setText(CURLOPT_USERAGENT, "keyturn")
        try setLong(CURLOPT_NOSIGNAL, 1)
        try setLong(CURLOPT_FOLLOWLOCATION, 0)
        // Bridges close after every answer; and where a used connection breaks, libcurl would ask again by itself.
        try setLong(CURLOPT_FORBID_REUSE, 1)
        // A memory of names would be searched from end to end for each transfer, and hold every bridge's address.
        try setLong(CURLOPT_DNS_CACHE_TIMEOUT, 0)
        try setLong(CURLOPT_CONNECTTIMEOUT_MS, request.limits.connect.milliseconds)
        try setLong(CURLOPT_TIMEOUT_MS, request.limits.total.milliseconds)
        switch request.channel {
        case .clear:
            try setText(CURLOPT_PROXY, "")  // a proxy from the environment never sees a request to the local network
        case .tls(let authorities):
            try setLong(CURLOPT_SSL_VERIFYPEER, 1)
            try setLong(CURLOPT_SSL_VERIFYHOST, 2)
            if let authorities {
                try setText(CURLOPT_CAINFO, authorities)
                try unsafe setPointer(CURLOPT_CAPATH, nil)
            }
        case .socket(let path):
            try setText(CURLOPT_PROXY, "")
            try setText(CURLOPT_UNIX_SOCKET_PATH, path)
        }
        try setMethod(request.method)
        try receiveAnswer()
        if let objection = request.objection { try ask(objection) }
    }

    /// Drops what the last request left: its URL with its secrets, and its answer.
    func forget() {
        unsafe libcurl.easy_reset(easy)
        unsafe libcurl.slist_free_all(headers)
        unsafe headers = nil
        answer = ReceivedAnswer(limit: 0)
        objector = nil
    }

    /// What came of the transfer, once libcurl says that it is over.
    func outcome(_ code: CURLcode) -> Result<HTTPResponse, HTTPError> {
        if code == CURLE_OK {
            // libcurl 7.88 takes a head that breaks off for a whole one.
            guard answer.isHeadWhole else { return .failure(.connectionLost) }
            let elapsed = Duration.microseconds(offset(CURLINFO_TOTAL_TIME_T))
            return .success(
                HTTPResponse(status: Int(long(CURLINFO_RESPONSE_CODE)), body: answer.body, elapsed: elapsed))
        }
        return .failure(error(code))
    }

    private func error(_ code: CURLcode) -> HTTPError {
        let isConnected = offset(CURLINFO_CONNECT_TIME_T) > 0
        let words = libcurl.words(code)
        return switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .nameNotResolved
        case CURLE_COULDNT_CONNECT: connectError()
        case CURLE_OPERATION_TIMEDOUT: isConnected ? .answerTimedOut : .connectTimedOut
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE:
            .untrusted(detail ?? words)
        case CURLE_WRITE_ERROR where answer.isOverLimit: .tooLong(answer.limit)
        case CURLE_WRITE_ERROR where answer.isHeadOverLimit: .tooLong(ReceivedAnswer.headLimit)
        // A line of the head without an end: libcurl takes no more than 100 kB.
        case CURLE_OUT_OF_MEMORY where isConnected && !answer.isHeadWhole: .tooLong(ReceivedAnswer.headLimit)
        case CURLE_ABORTED_BY_CALLBACK: .withheld(objector?.words ?? words)
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_PARTIAL_FILE: .connectionLost
        case CURLE_RECV_ERROR where long(CURLINFO_OS_ERRNO) != 0: .connectionLost
        case CURLE_RECV_ERROR where answer.isHeadWhole, CURLE_BAD_CONTENT_ENCODING where answer.isHeadWhole:
            .brokenBody
        case CURLE_RECV_ERROR, CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2,
            CURLE_BAD_CONTENT_ENCODING:
            .notHTTP(words)
        default: .failed(words)
        }
    }

    /// What libcurl said about this very failure.
    private var detail: String? {
        guard let start = unsafe remark.baseAddress, unsafe remark[0] != 0 else { return nil }
        return unsafe String(cString: start)
    }

    private func connectError() -> HTTPError {
        let number = Int32(long(CURLINFO_OS_ERRNO))
        return number == ECONNREFUSED ? .refused : .unreachable(SystemError("connect", number: number).reason)
    }

    private func setMethod(_ method: HTTPRequest.Method) throws(HTTPError) {
        if case .post(let json) = method {
            try setLong(CURLOPT_POSTFIELDSIZE, json.utf8.count)
            try setText(CURLOPT_COPYPOSTFIELDS, json)
        }
        for header in method.headers {
            guard let longer = unsafe libcurl.slist_append(headers, header) else {
                throw .failed("libcurl has no memory")
            }
            unsafe headers = unsafe longer
        }
        try check(unsafe keyturn_curl_set_headers(easy, headers))
    }

    private func receiveAnswer() throws(HTTPError) {
        try unsafe receive(CURLOPT_HEADERFUNCTION, CURLOPT_HEADERDATA) { bytes, size, count, context in
            guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
            let answer = unsafe Unmanaged<ReceivedAnswer>.fromOpaque(context).takeUnretainedValue()
            return unsafe answer.takeLine(UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
        try unsafe receive(CURLOPT_WRITEFUNCTION, CURLOPT_WRITEDATA) { bytes, size, count, context in
            guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
            let answer = unsafe Unmanaged<ReceivedAnswer>.fromOpaque(context).takeUnretainedValue()
            return unsafe answer.append(UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
    }

    /// Has an objection asked once the connection stands: libcurl has sent nothing then (CURLOPT_PREREQFUNCTION(3)).
    private func ask(_ objection: @escaping HTTPRequest.Objection) throws(HTTPError) {
        let objector = Objector(objection)
        self.objector = objector
        let code = unsafe keyturn_curl_set_objector(easy) { context, _, _, _, _ in
            guard let context = unsafe context else { return CURL_PREREQFUNC_ABORT }
            let objector = unsafe Unmanaged<Objector>.fromOpaque(context).takeUnretainedValue()
            return objector.objects() ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK
        }
        // Without the question nothing may go out.
        guard code == CURLE_OK else {
            throw .withheld("this libcurl is older than 7.80 and cannot tell when a connection stands")
        }
        try unsafe setPointer(CURLOPT_PREREQDATA, Unmanaged.passUnretained(objector).toOpaque())
    }

    private func setLong(_ option: CURLoption, _ value: Int) throws(HTTPError) {
        try check(unsafe keyturn_curl_set_long(easy, option, value))
    }

    private func setText(_ option: CURLoption, _ value: String) throws(HTTPError) {
        try check(unsafe keyturn_curl_set_text(easy, option, value))
    }

    private func setPointer(_ option: CURLoption, _ value: UnsafeMutableRawPointer?) throws(HTTPError) {
        try check(unsafe keyturn_curl_set_pointer(easy, option, value))
    }

    private func receive(
        _ option: CURLoption, _ context: CURLoption, _ receiver: @escaping keyturn_curl_receiver
    ) throws(HTTPError) {
        try check(unsafe keyturn_curl_set_receiver(easy, option, receiver))
        try unsafe setPointer(context, Unmanaged.passUnretained(answer).toOpaque())
    }

    private func check(_ code: CURLcode) throws(HTTPError) {
        guard code != CURLE_OK else { return }
        throw .failed(libcurl.words(code))
    }

    private func long(_ info: CURLINFO) -> Int {
        var value = 0
        // An unknown info leaves zero, which every caller reads as "not known".
        _ = unsafe keyturn_curl_get_long(easy, info, &value)
        return value
    }

    private func offset(_ info: CURLINFO) -> Int {
        var value: curl_off_t = 0
        // As above.
        _ = unsafe keyturn_curl_get_offset(easy, info, &value)
        return Int(value)
    }
}

/// Asks an objection, and keeps what it says.
private final class Objector {
    private let objection: HTTPRequest.Objection
    private(set) var words: String?

    init(_ objection: @escaping HTTPRequest.Objection) {
        self.objection = objection
    }

    func objects() -> Bool {
        words = objection()
        return words != nil
    }
}

/// Collects an answer until its head or its body is over the limit.
private final class ReceivedAnswer {
    /// Bytes of a head, all lines together; those of bridges have some hundred.
    static let headLimit = 64 << 10

    let limit: Int
    private let reader: TransferOrder.Reader?
    private var isSuccess = false
    private var headCount = 0
    private(set) var body: [UInt8] = []
    private(set) var isHeadWhole = false
    private(set) var isOverLimit = false

    var isHeadOverLimit: Bool { headCount > Self.headLimit }

    init(limit: Int, reader: TransferOrder.Reader? = nil) {
        self.limit = limit
        self.reader = reader
    }

    /// Takes a line of the head, or of a later one: an interim answer (RFC 9110 section 15.2) comes before the answer.
    func takeLine(_ line: UnsafeRawBufferPointer) -> Int {
        headCount += line.count
        guard !isHeadOverLimit else { return 0 }
        if line.count <= 2 {
            isHeadWhole = true  // a line break and nothing else
        } else if unsafe line.starts(with: "HTTP/".utf8) {
            isHeadWhole = false
            isSuccess = unsafe line.dropFirst(8).starts(with: " 200".utf8)  // HTTP/1.1 200 OK
        }
        return line.count
    }

    /// The number of bytes taken; fewer than given makes libcurl end the transfer.
    func append(_ more: UnsafeRawBufferPointer) -> Int {
        if let reader, isSuccess {
            isOverLimit = !reader(unsafe Array(more))
            return isOverLimit ? 0 : more.count
        }
        guard body.count + more.count <= limit else {
            isOverLimit = true
            return 0
        }
        unsafe body.append(contentsOf: more)
        return more.count
    }
}

extension Duration {
    fileprivate var milliseconds: Int { Int(clamping: wholeMilliseconds) }
}
