/// The tokens of the tests' bridges. Nothing that the program prints may hold one, unless it was asked to.
public enum FixtureTokens {
    /// The one of the built-in household.
    public static let builtIn = "SimulatedBridge1"
    /// The one of a household of the tests' own.
    public static let own = "k7Rq2mWx9Tz4Lb8V"
    /// One that no bridge knows.
    public static let wrong = "WrongButWellFormed"

    private static let all = [builtIn, own, wrong]
    /// What signs a request, and so could sign one of somebody else's.
    private static let signs = ["token=", "hash=", "nonce="]

    /// Throws if a token, or a signed request, stands in these lines, or across the ends of two.
    public static func check(_ lines: [String]) throws {
        let text = lines.joined(separator: "\n")
        let unbroken = lines.joined()
        for secret in all + signs where text.contains(secret) || unbroken.contains(secret) {
            throw ShownSecret(secret: secret, text: text)
        }
    }
}

/// A secret was printed.
public struct ShownSecret: Error, CustomStringConvertible {
    let secret: String
    let text: String

    /// Where it stands.
    public var description: String { "\"\(secret)\" was printed:\n\(text)" }
}
