/// The screens of the search, as they were read and found good at each width.
enum SearchScreens {
    static let frames = [80: wide80, 40: wide40, 20: wide20]
}
