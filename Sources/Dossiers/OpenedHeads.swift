public import Basics
public import Circuit

/// The head parts of a file that were opened and not read yet: reading takes longer than opening and
/// needs no key, so any thread may do it.
public struct OpenedHeads: Sendable {
    enum Content: Sendable {
        /// Folded already, for acts were behind what was stored.
        case folded(Heads)
        /// As they were stored.
        case stored([[UInt8]])
    }

    /// The file.
    public let file: FileID
    private let content: Content

    init(_ file: FileID, _ content: Content) {
        self.file = file
        self.content = content
    }

    /// What they say; nil where one is damaged, or has to be folded anew from all acts.
    public func read(_ definition: CircuitDefinition) -> Heads? {
        switch content {
        case .folded(let heads): return heads
        case .stored(let parts):
            var heads = Heads()
            for plaintext in parts {
                guard let part = try? Ledger.head(plaintext, definition) else { return nil }
                heads[part.dataClass] = part
            }
            return heads
        }
    }
}
