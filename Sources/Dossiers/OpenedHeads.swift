public import Basics
public import Circuit
internal import Vault

/// The head parts of a file with what opens them, and not read yet: that takes longer than finding
/// them, and any thread may do it.
///
/// The keys lie in locked memory as long as this lives: who has some lets go of them at seal.
public struct OpenedHeads: Sendable {
    enum Content: Sendable {
        /// Folded already, for acts were behind what was stored.
        case folded(Heads)
        /// As they are stored.
        case stored(SweptHeads)
    }

    /// The file.
    public let file: FileID
    private let content: Content

    init(_ file: FileID, _ content: Content) {
        self.file = file
        self.content = content
    }

    /// What they say; nil where one does not open, is damaged, or has to be folded anew from all acts.
    public func read(_ definition: CircuitDefinition) -> Heads? {
        switch content {
        case .folded(let heads): return heads
        case .stored(let swept):
            guard let plaintexts = try? swept.opened() else { return nil }
            var heads = Heads()
            for plaintext in plaintexts {
                guard let part = try? Ledger.head(plaintext, definition) else { return nil }
                heads[part.dataClass] = part
            }
            return heads
        }
    }
}
