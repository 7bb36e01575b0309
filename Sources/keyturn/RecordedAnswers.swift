import Guidance
import Linux
import NukiDomain
import SetupWizard

/// The answers of `--answers`: one JSON object, as the report of a setup prints it.
struct RecordedAnswers {
    /// By the key of their question.
    private let answers: [String: String]

    /// No answers.
    init() {
        answers = [:]
    }

    /// Reads them from a file, or from stdin for `-`.
    init(reading path: String) throws(Diagnosis) {
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try InputFile.bytes(path)
        } catch {
            throw .answersUnreadable(path, "The system says: \(error.reason).")
        }
        do throws(JSONFault) {
            answers = try JSONText.fromOwnFile([String: Answer].self, bytes).mapValues(\.text)
        } catch {
            throw .answersUnreadable(path, error)
        }
        let known = SetupQuestion.all.compactMap(\.key)
        guard let stranger = answers.keys.filter({ !known.contains($0) }).min() else { return }
        throw .unusable(
            "--answers", "The key \(stranger.safeForDisplay) is no question's.",
            fix: "These are: \(known.sorted().joined(separator: ", ")).")
    }

    /// The answer to a question, as it would be typed.
    func answer(to question: SetupQuestion) -> String? {
        question.key.flatMap { answers[$0] }
    }

    /// A text, a number or yes and no.
    private struct Answer: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let flag = try? container.decode(Bool.self) {
                text = String(flag)
            } else if let number = try? container.decode(Int.self) {
                text = String(number)
            } else {
                text = try container.decode(String.self)
            }
        }
    }
}
