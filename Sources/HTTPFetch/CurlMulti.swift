import CCurl

/// libcurl's set of running transfers; lives on one thread from its first line to its last.
@safe struct CurlMulti: ~Copyable {
    private let multi: UnsafeMutableRawPointer

    init() throws(HTTPError) {
        guard let multi = libcurl.multi_init() else { throw .failed("libcurl has no memory") }
        unsafe self.multi = unsafe multi
    }

    deinit {
        // It refuses what is no handle.
        _ = unsafe libcurl.multi_cleanup(multi)
    }

    /// Begins a transfer; whoever adds one removes it before it goes away.
    borrowing func add(_ transfer: CurlTransfer) throws(HTTPError) {
        try check(unsafe libcurl.multi_add_handle(multi, transfer.easy))
    }

    borrowing func remove(_ transfer: CurlTransfer) {
        // It refuses a handle that is not in the set, which then needs no removing.
        _ = unsafe libcurl.multi_remove_handle(multi, transfer.easy)
    }

    /// Moves every transfer as far as it goes without waiting, and names those that are over.
    borrowing func perform() throws(HTTPError) -> [(identity: CurlTransfer.Identity, code: CURLcode)] {
        var count: Int32 = 0
        try check(unsafe libcurl.multi_perform(multi, &count))
        var finished: [(CurlTransfer.Identity, CURLcode)] = []
        while let message = unsafe libcurl.multi_info_read(multi, &count) {
            guard unsafe message.pointee.msg == CURLMSG_DONE else { continue }
            unsafe finished.append((UInt(bitPattern: message.pointee.easy_handle), message.pointee.data.result))
        }
        return finished
    }

    /// Waits until a transfer can go on, the wake-up call comes, or the time is over; true for the wake-up call.
    ///
    /// - Parameter time: counts in whole milliseconds, upwards.
    borrowing func wait(upTo time: Duration, wakeUp: Int32) throws(HTTPError) -> Bool {
        let milliseconds = Int32((time / .milliseconds(1)).rounded(.up))
        var extra = curl_waitfd(fd: wakeUp, events: Int16(CURL_WAIT_POLLIN), revents: 0)
        try check(unsafe libcurl.multi_poll(multi, &extra, 1, milliseconds, nil))
        return extra.revents != 0
    }

    private borrowing func check(_ code: CURLMcode) throws(HTTPError) {
        guard code != CURLM_OK else { return }
        throw .failed(libcurl.words(code))
    }
}
