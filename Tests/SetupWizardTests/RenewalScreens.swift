/// The screens of `reauth` and of a replacement, as they were read and found good at each width.
enum RenewalScreens {
    static let frames: [Int: [String: String]] = [:]
}
