import NukiDomain

/// Reads JSON as a bridge's, or throws where no bridge would send it.
func read<Value>(_ json: String, _ read: (OutsideValue) -> Value?) throws -> Value {
    guard let value = read(try JSONText.fromOutside(Array(json.utf8))) else { throw NoBridgesJSON() }
    return value
}

private struct NoBridgesJSON: Error {}
