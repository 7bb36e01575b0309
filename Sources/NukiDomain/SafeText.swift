extension String {
    /// The same text with everything that could move a cursor, hide or turn text written out as `\u{1B}`.
    ///
    /// Host names and device names come from the network: every screen and every log gets them through here.
    public var safeForDisplay: String {
        guard unicodeScalars.contains(where: \.isTreacherous) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            if scalar.isTreacherous {
                text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }

    /// JSON with the same characters as JSON's own escapes, which mean the same to whoever reads it.
    ///
    /// JSON has no character beyond ASCII outside of its texts, and those below it are escaped already (RFC 8259
    /// section 7).
    var safeJSON: String {
        guard unicodeScalars.contains(where: \.isTreacherousInJSON) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            if scalar.isTreacherousInJSON {
                for unit in String(scalar).utf16 { text += "\\u" + Hex.padded(UInt32(unit)).suffix(4) }
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }
}

extension Unicode.Scalar {
    fileprivate var isTreacherousInJSON: Bool { value > 0x7E && isTreacherous }

    /// Control and format characters (ESC, CR, bidi overrides, zero-width marks), line separators, private use.
    fileprivate var isTreacherous: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: true
        default: false
        }
    }
}
