/// The part of entity ids that comes from a name: lower-case ASCII letters and digits with single underscores between
/// words, as Home Assistant makes them.
public enum EntitySlug {
    /// `Haustür (Süd)` gives `haustur_sud`; nil for a name without a letter or digit that ASCII knows.
    public static func of(_ name: String) -> String? {
        var slug = ""
        for scalar in name.unicodeScalars {
            if let letters = letters(of: scalar) {
                slug += letters
            } else if !slug.isEmpty, slug.last != "_" {
                slug += "_"
            }
        }
        if slug.last == "_" { slug.removeLast() }
        return slug.isEmpty ? nil : slug
    }

    /// Gives a slug once: with `_2` and so on where it is taken.
    public static func numbered(_ base: String, taken: inout Set<String>) -> String {
        var slug = base
        var number = 1
        while !taken.insert(slug).inserted {
            number += 1
            slug = "\(base)_\(number)"
        }
        return slug
    }

    /// ASCII for one character; nil for what parts words, empty for marks that belong to the letter before them.
    private static func letters(of scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "a"..."z", "0"..."9": return String(scalar)
        case "A"..."Z": return String(scalar).lowercased()
        case "ß": return "ss"
        case "'", "’": return ""
        default:
            if scalar.properties.generalCategory == .nonspacingMark { return "" }
            return baseLetter(of: scalar)
        }
    }

    /// The letter below a mark, by the character's name: `LATIN SMALL LETTER U WITH DIAERESIS` is a `u`.
    private static func baseLetter(of scalar: Unicode.Scalar) -> String? {
        let words = scalar.properties.name?.split(separator: " ") ?? []
        guard words.count >= 4, words[0] == "LATIN", words[2] == "LETTER", words[3].utf8.count <= 2 else { return nil }
        return words[3].lowercased()
    }
}
