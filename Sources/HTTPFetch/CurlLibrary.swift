import CCurl
import Linux

/// The libcurl of this machine, opened by the first who needs it: it brings thirty other libraries, and many commands make
/// no request.
public enum CurlLibrary {
    /// Such as "libcurl/7.88.1 OpenSSL/3.0.15 …".
    public static var version: String {
        get throws(LibraryError) {
            try open()
            return unsafe libcurl.version().map { unsafe String(cString: $0) } ?? ""
        }
    }

    /// Comes before everything else that is asked of the library.
    static func open() throws(LibraryError) {
        guard let reason = unsafe keyturn_curl_open() else { return }
        throw LibraryError("libcurl", package: "libcurl4", reason: unsafe String(cString: reason))
    }
}

/// Its functions, by what their names have behind `curl_`; none of them is there before ``CurlLibrary/open()``.
var libcurl: keyturn_curl_functions { unsafe keyturn_curl().pointee }

extension keyturn_curl_functions {
    /// What went wrong with a transfer, in words.
    func words(_ code: CURLcode) -> String { unsafe easy_strerror(code).map { unsafe String(cString: $0) } ?? "" }

    /// What went wrong with all of them.
    func words(_ code: CURLMcode) -> String { unsafe multi_strerror(code).map { unsafe String(cString: $0) } ?? "" }
}
