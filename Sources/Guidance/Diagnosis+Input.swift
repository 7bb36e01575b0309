public import NukiDomain

extension Diagnosis {
    /// An answer is missing and nobody may be asked.
    ///
    /// - Parameters:
    ///   - answer: what is missing, such as "the token".
    ///   - how: the flags that give it, as a sentence.
    public static func missing(_ answer: String, how: [String]) -> Diagnosis {
        Diagnosis(.inputMissing, "\(answer) is missing", fixes: how, exit: .answerMissing)
    }

    /// A value on the command line or in a file cannot be meant.
    public static func unusable(_ flag: String, _ sentence: String, fix: String) -> Diagnosis {
        Diagnosis(.inputMissing, "\(flag) cannot be used", why: sentence, fixes: [fix], exit: .answerMissing)
    }

    /// A token file that cannot be read, or whose content is no token.
    public static func tokenFile(_ path: String, _ reason: String) -> Diagnosis {
        Diagnosis(
            .inputMissing, "No token in \(path == "-" ? "what came on stdin" : path.safeForDisplay)", why: reason,
            fixes: ["Write the token that the Nuki app shows, and nothing else, into the file."], exit: .answerMissing)
    }

    /// Recorded answers that cannot be read.
    public static func answersUnreadable(_ path: String, _ reason: String) -> Diagnosis {
        Diagnosis(
            .inputMissing, "No answers in \(path == "-" ? "what came on stdin" : path.safeForDisplay)", why: reason,
            fixes: ["Give one JSON object, such as the \"answers\" that setup --json prints."], exit: .answerMissing)
    }

    /// Recorded answers that are no JSON object of texts, numbers and flags.
    public static func answersUnreadable(_ path: String, _ fault: JSONFault) -> Diagnosis {
        let place = fault.position.map { "  Line \($0.line), column \($0.column)." } ?? ""
        return .answersUnreadable(path, FaultWords.sentence(fault) + place)
    }
}

extension Diagnosis {
    /// A word after `help` that is no command and no error id.
    public static func nothingToExplain(_ word: String) -> Diagnosis {
        let near = ErrorID.near(word)
        let list = (near.isEmpty ? ErrorID.allCases : near).map(\.rawValue).joined(separator: ", ")
        return Diagnosis(
            nil, "There is no command and no error called \(word.safeForDisplay)",
            why: near.isEmpty ? "The errors are: \(list)." : "Errors with a like name: \(list).",
            fixes: ["See the commands: keyturn help"], exit: .badCommandLine)
    }

    /// Something that no part of the program foresees; its own description is all there is.
    public static func unexpected(_ error: any Error) -> Diagnosis {
        Diagnosis(
            nil, "Something went wrong that keyturn does not know", why: "\(error)".safeForDisplay, exit: .unexpected)
    }
}
