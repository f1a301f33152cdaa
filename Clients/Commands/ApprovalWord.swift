import Catalog
import Terminal

extension Context {
    /// Has a person type the word that stands for a signature, once what is signed was shown.
    ///
    /// - Throws: `Failure` where another word is typed; nothing was signed then.
    public func confirmApproval() throws {
        let word = ask(.approveWord)
        let typed = try prompt.line(say(.typeToApprove(word: word))).trimmed
        guard SearchKey.of(typed) == SearchKey.of(word) else { throw Failure(.approvalNotTyped) }
    }
}
