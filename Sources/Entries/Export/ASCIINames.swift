import NukiDomain

/// Names of small ASCII letters, digits and single underscores, each given once: all that FHEM, openHAB and shells take
/// for certain.
struct ASCIINames {
    private var taken: Set<String> = []

    /// `Haustür` gives `haustur`, and the next time `haustur_2`; the fallback stands for a name without letters.
    mutating func name(for text: String, else fallback: String) -> String {
        EntitySlug.numbered(EntitySlug.of(text) ?? fallback, taken: &taken)
    }
}
