import Discovery
import Entries
import Guidance
import NukiDomain
import TerminalUI

extension WizardWords {
    // The search

    static func deafness(_ diagnosis: Diagnosis) -> Menu<DeafnessChoice> {
        Menu(
            nil,
            [
                Choice(.goOn, "Go on without listening", detail: "kernel, lease files, cloud, by hand"),
                Choice(.showHow, "Show how to allow it"),
                Choice(.leave, "Leave"),
            ], passages: [failure(diagnosis, mark: .warning, hasFixes: false), .blank], help: help(.sources))
    }

    static let cloud = Menu(
        "Ask api.nuki.io which bridges share your internet connection?",
        [Choice(true, "Yes, once"), Choice(false, "No")], preferred: false, arrangement: .row,
        passages: [
            .text(
                "It sees your public address, nothing else.  The answer may include a neighbour's bridge; each one is checked on your network first."
            )
        ])

    // Typed answers

    static func field(_ prompt: Question.TextPrompt, canGoBack: Bool) -> TextField {
        let question = SetupQuestion[prompt.id]
        return TextField(
            label(prompt.id), initial: prompt.initial, help: help(prompt.id), canGoBack: canGoBack
        ) { text in
            guard let sentence = question?.complaint(about: text) else { return taken(text, prompt) }
            let suggestion = prompt.id == .host ? HostSuggestion.of(text) : nil
            return Complaint(sentence, suggestion: suggestion, isFinal: suggestion != nil)
        }
    }

    private static func taken(_ text: String, _ prompt: Question.TextPrompt) -> Complaint? {
        guard prompt.id == .name, let other = prompt.taken[text] else { return nil }
        let free = (2...).lazy.map { "\(text) \($0)" }.first { prompt.taken[$0] == nil }
        return Complaint(nameTaken(by: other), suggestion: free)
    }

    private static func label(_ id: SetupQuestion.ID) -> String {
        switch id {
        case .host: "Address of the bridge"
        case .port: "Port"
        case .name: "Name"
        case .callback: "Callback (auto, off or an address)"
        default: SetupQuestion[id]?.subject ?? id.rawValue
        }
    }

    static func tokenField(_ turn: Question.Turn, anyLength: Bool, canGoBack: Bool) -> TextField {
        TextField("Token\(turn.words)", isSecret: true, help: help(.token), canGoBack: canGoBack) { text in
            do throws(TokenError) {
                _ = try BridgeToken(parsing: text, anyLength: anyLength)
                return nil
            } catch .length(let count) where count > BridgeToken.allowedLength.upperBound {
                // It is asked about: emulated bridges use longer ones.
                return nil
            } catch {
                let isShort = if case .length = error { true } else { error == .empty }
                return Complaint(InputWords.sentence(error), isFinal: !isShort)
            }
        }
    }

    // Menus

    /// - Parameter keepsStored: the stored token is a choice as well, for another sign-in.
    static func tokenWay(_ turn: Question.Turn, keepsStored: Bool = false) -> Menu<TokenOrigin> {
        let stored =
            keepsStored ? [Choice(TokenOrigin.stored, "Keep the stored one", detail: "for another sign-in")] : []
        return Menu(
            "How should keyturn get the token?\(turn.words)",
            [
                Choice(
                    .button, "Press the button on the bridge",
                    detail: "may switch on its API; its answer crosses the network in clear"
                ),
                Choice(.typed, "Paste it from the Nuki app", detail: "needs HTTP API switched on"),
            ] + stored, help: help(.button) + help(.token))
    }

    static func oddToken(_ count: Int, _ origin: TokenOrigin) -> Menu<Bool> {
        let rule = InputWords.sentence(TokenError.length(count))
        let isTyped = origin == .typed
        return Menu(
            nil,
            [
                Choice(false, isTyped ? "Type it again" : "Paste it from the Nuki app"),
                Choice(true, "Use it anyway", detail: "software bridges take longer ones"),
            ],
            passages: [
                .message(
                    Message(
                        .warning, rule,
                        why: isTyped
                            ? "The Nuki app takes longer ones, a bridge does not."
                            : "Some firmware appends the name of its Wi-Fi.  It is not cut: nobody knows where.")),
                .blank,
            ], help: help(.token))
    }

    // What goes on

    /// Nil for what is done at once.
    static func activity(_ effect: Effect, _ effects: any SetupEffects) -> Activity? {
        switch effect {
        case .check(let entries):
            Activity(entries.count == 1 ? "Looking at the bridge" : "Looking at \(entries.count) bridges")
        case .search(let scope): Activity(effects.searchTitle(scope), limit: effects.searchLimit)
        case .readToken: Activity("Reading the token")
        case .pressButton(_, let turn):
            button("Press the button on the bridge now\(turn.words)", "The bridge's light comes on.", effects)
        case .pressAny(let endpoints):
            button(
                "Press the button on the one you mean now",
                endpoints.count == 2 ? "Both lights come on." : "All \(endpoints.count) lights come on.", effects)
        case .signIn(let endpoint, _, _, _): Activity("Testing the sign-in at \(endpoint)")
        case .callbacks: Activity("Counting its callbacks")
        case .storedToken, .plan: nil
        case .save: Activity("Writing")
        case .remove: Activity("Removing")
        }
    }

    private static func button(_ title: String, _ light: String, _ effects: any SetupEffects) -> Activity {
        Activity(
            title, passages: [.text([light, effects.buttonNote].compactMap(\.self).joined(separator: "  "))],
            limit: .seconds(30), shape: .countdown, canStop: true)
    }
}

extension Question.Turn {
    /// `  (1 of 2, 1A2B3C4D)`, where there are several.
    fileprivate var words: String { count > 1 ? " (\(number) of \(count), \(title))" : "" }
}
